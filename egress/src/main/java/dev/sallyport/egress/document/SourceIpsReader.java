package dev.sallyport.egress.document;

import dev.sallyport.egress.list.EgressList;
import dev.sallyport.engine.address.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code source_ips.json}, {@code .yaml} and {@code .txt} strictly. A YAML file may quote
 * with single, double or no quotes and indent its list or not; a text file ends with a line end, so
 * that one that was cut shows.
 */
public final class SourceIpsReader {

    private static final Pattern REGION =
            Pattern.compile("(['\"]?)region\\1: *(['\"]?)([^'\"]*)\\2");
    private static final Pattern KEY = Pattern.compile("(['\"]?)source_ips\\1:( *\\[ *])?");
    private static final Pattern ITEM = Pattern.compile(" *- (['\"]?)([^'\"]*)\\1");

    private SourceIpsReader() {}

    /** Returns what a JSON file says, or all that is wrong with it. */
    public static Reading<SourceIps> json(
            byte[] bytes, DocumentLimits limits, Tolerance tolerance) {
        return JsonWalk.read(bytes, limits, walk -> json(walk, limits, tolerance));
    }

    private static @Nullable SourceIps json(
            JsonWalk walk, DocumentLimits limits, Tolerance tolerance) {
        PrefixLines lines = walk.lines(limits, tolerance);
        @Nullable String[] region = new @Nullable String[1];
        walk.object(
                List.of("region", "source_ips"),
                List.of(),
                name -> {
                    if (name.equals("region")) {
                        region[0] = region(walk);
                    } else {
                        walk.array(Integer.MAX_VALUE, () -> walk.line(lines));
                    }
                });
        List<IpPrefix> prefixes = lines.finish();
        String name = region[0];
        return name == null || !walk.isSound() ? null : new SourceIps(name, prefixes);
    }

    private static @Nullable String region(JsonWalk walk) {
        String text = walk.text();
        if (text == null || EgressList.isRegionName(text)) {
            return text;
        }
        walk.fault(DocumentFault.VALUE, Faults.quoted(text) + " is not the name of a region", "");
        return null;
    }

    /** Returns what a text file says, or all that is wrong with it. */
    public static Reading<SourceIps> text(
            byte[] bytes, DocumentLimits limits, Tolerance tolerance) {
        Faults faults = new Faults();
        String text = decoded(bytes, limits, faults);
        if (text == null) {
            return faults.result(null);
        }
        PrefixLines prefixes = new PrefixLines(faults, limits, tolerance);
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            prefixes.take(line, "line " + ++number);
        }
        SourceIps source = new SourceIps("", prefixes.finish());
        return faults.result(faults.isEmpty() ? source : null);
    }

    /** Returns what a YAML file says, or all that is wrong with it. */
    public static Reading<SourceIps> yaml(
            byte[] bytes, DocumentLimits limits, Tolerance tolerance) {
        Faults faults = new Faults();
        String text = decoded(bytes, limits, faults);
        if (text == null) {
            return faults.result(null);
        }
        PrefixLines prefixes = new PrefixLines(faults, limits, tolerance);
        List<String> lines = text.lines().toList();
        int at = !lines.isEmpty() && lines.getFirst().equals("---") ? 1 : 0;
        Matcher region = REGION.matcher(at < lines.size() ? lines.get(at) : "");
        if (!region.matches() || !EgressList.isRegionName(region.group(3))) {
            faults.add(DocumentFault.SYNTAX, "line " + (at + 1), "`region` is missing", "");
        }
        boolean hasKey = at + 1 < lines.size() && KEY.matcher(lines.get(at + 1)).matches();
        if (!hasKey) {
            faults.add(DocumentFault.SYNTAX, "line " + (at + 2), "`source_ips` is missing", "");
        }
        for (int i = at + 2; i < lines.size() && hasKey; i++) {
            Matcher item = ITEM.matcher(lines.get(i));
            if (item.matches()) {
                prefixes.take(item.group(2), "line " + (i + 1));
            } else {
                faults.add(
                        DocumentFault.SYNTAX,
                        "line " + (i + 1),
                        Faults.quoted(lines.get(i)) + " is no element of the list",
                        "");
            }
        }
        List<IpPrefix> all = prefixes.finish();
        return faults.result(faults.isEmpty() ? new SourceIps(region.group(3), all) : null);
    }

    private static @Nullable String decoded(byte[] bytes, DocumentLimits limits, Faults faults) {
        if (bytes.length > limits.bytes()) {
            faults.add(
                    DocumentFault.TOO_LARGE,
                    "",
                    "the document has " + bytes.length + " bytes, the limit is " + limits.bytes(),
                    "");
            return null;
        }
        if (bytes.length == 0) {
            faults.add(DocumentFault.TRUNCATED, "", "the document is empty", "");
            return null;
        }
        if (bytes[bytes.length - 1] != '\n') {
            faults.add(
                    DocumentFault.TRUNCATED,
                    "",
                    "the document does not end with a line end: it may have been cut",
                    "fetch it again");
            return null;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            faults.add(DocumentFault.SYNTAX, "", "the document is not UTF-8", "");
            return null;
        }
    }
}
