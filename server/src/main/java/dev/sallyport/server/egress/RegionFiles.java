package dev.sallyport.server.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.egress.EgressDocuments;
import dev.sallyport.egress.document.EgressDocument;
import dev.sallyport.egress.document.EgressDocument.FileDigest;
import dev.sallyport.egress.document.EgressDocumentWriter;
import dev.sallyport.egress.document.SourceIps;
import dev.sallyport.egress.document.SourceIpsWriter;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which files a region has, where they are, and what is in those that follow from its list alone.
 */
public final class RegionFiles implements EgressDocuments {

    static final String ROOT = "/network/";
    static final String DOCUMENT = "egress.json";
    static final String SIGNATURE = "egress.json.jws";
    static final String KEYS = ROOT + "keys.json";
    static final String KEYS_SIGNATURE = ROOT + "keys.json.jws";
    static final String INDEX = ROOT + "index.json";
    static final String JSON = "source_ips.json";
    static final String YAML = "source_ips.yaml";
    static final String TEXT = "source_ips.txt";
    static final String HISTORY = "history.json";
    static final String ATOM = "changes.atom";
    static final String CHANGES = "changes";

    private final Supplier<String> publisher;

    /** Names {@code publisher}, an origin, as the one who publishes. */
    public RegionFiles(Supplier<String> publisher) {
        this.publisher = publisher;
    }

    /** Returns the origin of whoever publishes. */
    public String publisher() {
        return publisher.get();
    }

    static String path(String region, String file) {
        return ROOT + region + "/" + file;
    }

    static String serialPath(String region, long serial, String file) {
        return ROOT + region + "/serials/" + serial + "/" + file;
    }

    /** Returns where the files of a region are, by what they are. */
    public Map<String, String> urls(String region) {
        String origin = publisher.get();
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("document", origin + path(region, DOCUMENT));
        urls.put("signature", origin + path(region, SIGNATURE));
        urls.put("keys", origin + KEYS);
        urls.put("json", origin + path(region, JSON));
        urls.put("yaml", origin + path(region, YAML));
        urls.put("txt", origin + path(region, TEXT));
        urls.put("history", origin + path(region, HISTORY));
        urls.put("atom", origin + path(region, ATOM));
        urls.put("changes", origin + path(region, CHANGES));
        return urls;
    }

    /** Returns the plain files of a list, by their names. */
    static Map<String, byte[]> plain(EgressList list) {
        SourceIps source =
                new SourceIps(list.region(), list.prefixes(Direction.OUTBOUND, list.created()));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(JSON, SourceIpsWriter.json(source));
        files.put(YAML, SourceIpsWriter.yaml(source));
        files.put(TEXT, SourceIpsWriter.text(source));
        return files;
    }

    @Override
    public String document(EgressList list) {
        List<FileDigest> digests =
                plain(list).entrySet().stream()
                        .map(file ->
                                new FileDigest(
                                        file.getKey(), PublishedFile.digest(file.getValue())))
                        .toList();
        return new String(
                EgressDocumentWriter.write(new EgressDocument(publisher.get(), list, digests)),
                UTF_8);
    }
}
