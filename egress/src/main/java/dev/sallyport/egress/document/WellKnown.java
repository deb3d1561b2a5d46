package dev.sallyport.egress.document;

import dev.sallyport.egress.list.EgressList;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document {@code /.well-known/sallyport-egress}, by which a tenant's host names its region and
 * where that region's documents are.
 *
 * @param region the region
 * @param document where {@code egress.json} is
 * @param signature where its signature is
 * @param keys where {@code keys.json} is
 * @param json where {@code source_ips.json} is
 * @param yaml where {@code source_ips.yaml} is
 * @param txt where {@code source_ips.txt} is
 */
public record WellKnown(
        String region, URI document, URI signature, URI keys, URI json, URI yaml, URI txt) {

    /** The path of the document on every host of a tenant. */
    public static final String PATH = "/.well-known/sallyport-egress";

    private static final List<String> MEMBERS =
            List.of("region", "document", "signature", "keys", "json", "yaml", "txt");
    private static final DocumentLimits LIMITS = new DocumentLimits(16 * 1024, 1);

    /** Returns the bytes of the document, in its one form. */
    public byte[] write() {
        JsonText out = new JsonText();
        out.raw("{\"region\":").text(region);
        out.raw(",\"document\":").text(document.toString());
        out.raw(",\"signature\":").text(signature.toString());
        out.raw(",\"keys\":").text(keys.toString());
        out.raw(",\"json\":").text(json.toString());
        out.raw(",\"yaml\":").text(yaml.toString());
        out.raw(",\"txt\":").text(txt.toString());
        return out.raw("}\n").bytes();
    }

    /** Returns what a document says, or all that is wrong with it; every URL is an absolute one. */
    public static Reading<WellKnown> read(byte[] bytes) {
        return JsonWalk.read(bytes, LIMITS, WellKnown::read);
    }

    private static @Nullable WellKnown read(JsonWalk walk) {
        Map<String, URI> places = new HashMap<>();
        @Nullable String[] region = new @Nullable String[1];
        walk.object(
                MEMBERS,
                List.of(),
                name -> {
                    String text = walk.text();
                    if (text == null) {
                        return;
                    }
                    if (name.equals("region")) {
                        region[0] = text;
                        if (!EgressList.isRegionName(text)) {
                            walk.fault(
                                    DocumentFault.VALUE,
                                    Faults.quoted(text) + " is not the name of a region",
                                    "");
                        }
                        return;
                    }
                    URI place = place(text);
                    if (place == null) {
                        walk.fault(
                                DocumentFault.VALUE,
                                Faults.quoted(text) + " is no absolute http or https URL",
                                "");
                    } else {
                        places.put(name, place);
                    }
                });
        if (!walk.isSound() || region[0] == null) {
            return null;
        }
        return new WellKnown(
                region[0],
                at(places, "document"),
                at(places, "signature"),
                at(places, "keys"),
                at(places, "json"),
                at(places, "yaml"),
                at(places, "txt"));
    }

    private static URI at(Map<String, URI> places, String name) {
        URI place = places.get(name);
        if (place == null) {
            throw new IllegalStateException("a sound document has every member");
        }
        return place;
    }

    private static @Nullable URI place(String text) {
        try {
            URI uri = new URI(text);
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return isWeb && uri.getHost() != null && uri.getUserInfo() == null ? uri : null;
        } catch (URISyntaxException noUri) {
            return null;
        }
    }
}
