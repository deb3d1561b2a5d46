package dev.sallyport.server.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.egress.EgressNotice;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/* The notices of a region as a feed (RFC 4287). An entry keeps its id, whatever becomes of the feed. */
final class AtomFeed {

    private AtomFeed() {}

    static byte[] write(
            RegionFiles files, String region, Instant created, List<EgressNotice> notices) {
        String origin = files.publisher();
        String host = URI.create(origin).getHost();
        String authority = host == null ? "localhost" : host.toLowerCase(Locale.ROOT);
        Instant updated = notices.isEmpty() ? created : notices.getFirst().at();
        StringBuilder xml = new StringBuilder(4096);
        xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        xml.append("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
        xml.append("  <id>").append(id(authority, region, 0)).append("</id>\n");
        xml.append("  <title>Addresses of ")
                .append(escaped(authority))
                .append(", region ")
                .append(escaped(region))
                .append("</title>\n");
        xml.append("  <updated>").append(updated).append("</updated>\n");
        xml.append("  <author><name>").append(escaped(authority)).append("</name></author>\n");
        link(
                xml,
                "self",
                "application/atom+xml",
                origin + RegionFiles.path(region, RegionFiles.ATOM));
        link(
                xml,
                "alternate",
                "application/json",
                origin + RegionFiles.path(region, RegionFiles.DOCUMENT));
        for (EgressNotice notice : notices) {
            entry(xml, origin, authority, notice);
        }
        return xml.append("</feed>\n").toString().getBytes(UTF_8);
    }

    private static void entry(
            StringBuilder xml, String origin, String authority, EgressNotice notice) {
        xml.append("  <entry>\n    <id>")
                .append(id(authority, notice.region(), notice.serial()))
                .append("</id>\n");
        xml.append("    <title>")
                .append(escaped(notice.region()))
                .append(" serial ")
                .append(notice.serial())
                .append("</title>\n");
        xml.append("    <updated>").append(notice.at()).append("</updated>\n    ");
        link(
                xml,
                "alternate",
                "application/json",
                origin
                        + RegionFiles.serialPath(
                                notice.region(), notice.serial(), RegionFiles.DOCUMENT));
        xml.append("    <content type=\"text\">");
        xml.append("Serial ")
                .append(notice.serial())
                .append(" after ")
                .append(notice.previous())
                .append(":\n");
        notice.words().forEach(words -> xml.append(escaped(words)).append('\n'));
        xml.append("</content>\n  </entry>\n");
    }

    private static void link(StringBuilder xml, String relation, String type, String target) {
        xml.append("  <link rel=\"")
                .append(relation)
                .append("\" type=\"")
                .append(type)
                .append("\" href=\"")
                .append(escaped(target))
                .append("\"/>\n");
    }

    /* A tag URI (RFC 4151); the date is that of this scheme, not of the notice. */
    private static String id(String authority, String region, long serial) {
        return "tag:"
                + authority
                + ",2026:sallyport-egress/"
                + region
                + (serial == 0 ? "" : "/" + serial);
    }

    /* What XML 1.0 has no character for is left out (its section 2.2). */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints()
                .filter(AtomFeed::isCharacter)
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        default -> escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }

    private static boolean isCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
