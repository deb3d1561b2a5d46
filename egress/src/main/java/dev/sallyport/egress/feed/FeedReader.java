package dev.sallyport.egress.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an address answered into a feed, or says why it is none. Whether it may take the place
 * of the edition before is for {@link FeedGuard} to say. Total, pure and thread-safe.
 */
public final class FeedReader {

    /* A value in ten of a document is an entry, more or less; most have two to five values an entry. */
    private static final int VALUES_PER_ENTRY = 16;

    private FeedReader() {}

    /**
     * Reads a document.
     *
     * @param bytes the document, unpacked
     * @param format the format it must be in, or null if it is to be recognised
     * @param limits how large it may be; the rest of them is not looked at
     */
    public static FeedReading read(byte[] bytes, @Nullable FeedFormat format, FeedLimits limits) {
        if (bytes.length > limits.maxBytes()) {
            return FeedReading.Refused.because(
                    FeedFault.TOO_LARGE,
                    "the document has "
                            + bytes.length
                            + " bytes, and "
                            + limits.maxBytes()
                            + " are possible");
        }
        try {
            return readText(text(bytes), format, limits);
        } catch (FeedRefusedException refused) {
            return refused.refusal();
        }
    }

    private static FeedReading readText(
            String text, @Nullable FeedFormat wanted, FeedLimits limits) {
        refusePages(text);
        EntryCollector entries = new EntryCollector(limits.maxEntries());
        boolean isJson = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
        FeedFormat format;
        FeedStamp stamp;
        if (isJson) {
            int most =
                    (int)
                            Math.min(
                                    Integer.MAX_VALUE,
                                    1_000L + (long) VALUES_PER_ENTRY * limits.maxEntries());
            FeedMembers top = new FeedMembers(FeedJson.object(text, most), "");
            format = wanted == null ? recognised(top) : wanted;
            stamp = JsonFormats.read(format, top, entries);
        } else {
            List<String> lines = text.lines().toList();
            format = wanted == null ? TextFormats.detect(lines) : wanted;
            stamp = TextFormats.read(format, lines, entries);
        }
        if (entries.isFaulty()) {
            return new FeedReading.Refused(entries.objections());
        }
        if (entries.entries().isEmpty()) {
            return FeedReading.Refused.because(FeedFault.EMPTY, "the document holds no prefix");
        }
        FeedContent content = new FeedContent(format, stamp, entries.entries(), List.of());
        int repeated = entries.entries().size() - content.entries().size();
        return new FeedReading.Read(
                repeated == 0
                        ? content
                        : new FeedContent(format, stamp, content.entries(), warnings(repeated)));
    }

    private static List<String> warnings(int repeated) {
        List<String> warnings = new ArrayList<>();
        warnings.add(
                repeated
                        + (repeated == 1 ? " entry stands" : " entries stand")
                        + " there more than once");
        return warnings;
    }

    private static FeedFormat recognised(FeedMembers top) {
        return JsonFormats.detect(top)
                .orElseThrow(() ->
                        new FeedRefusedException(
                                FeedFault.UNKNOWN_FORMAT,
                                "the document is of no known format; its members are "
                                        + Quoted.text(String.join(", ", top.members().keySet()))));
    }

    /* Some publishers begin with a byte order mark (RFC 8259 section 8.1 lets readers ignore it). */
    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new FeedRefusedException(FeedFault.NOT_TEXT, "the document is no UTF-8 text");
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (plain.isBlank()) {
            throw new FeedRefusedException(FeedFault.EMPTY, "the document is empty");
        }
        if (plain.indexOf('\0') >= 0) {
            throw new FeedRefusedException(FeedFault.NOT_TEXT, "the document holds bytes of zero");
        }
        return plain;
    }

    private static void refusePages(String text) {
        String start = text.stripLeading();
        if (start.startsWith("<")) {
            String title = title(start);
            throw new FeedRefusedException(
                    FeedFault.PAGE,
                    "the document is an HTML or XML page"
                            + (title.isEmpty() ? "" : " that is titled " + Quoted.text(title)));
        }
    }

    private static String title(String page) {
        String start = page.substring(0, Math.min(page.length(), 4_000));
        String lower = start.toLowerCase(Locale.ROOT);
        for (String tag : List.of("title", "h1")) {
            int from = lower.indexOf("<" + tag + ">");
            int to = lower.indexOf("</" + tag + ">");
            if (from >= 0 && to > from) {
                return start.substring(from + tag.length() + 2, to).strip();
            }
        }
        return "";
    }
}
