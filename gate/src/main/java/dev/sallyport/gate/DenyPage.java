package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who is refused gets to read: that this network may not reach the service, whom to
 * ask, and the id of the request by which an administrator finds out why. It says nothing of the
 * policy, of the reason, or of the tenant but its contact.
 *
 * @param contentType the media type with its charset
 * @param body the document, at most 8 KiB in UTF-8
 */
public record DenyPage(String contentType, String body) {

    /*
     * Nothing is loaded and no script runs: the one style is part of the page, and the policy of the page (CSP level 3) allows
     * that style by its hash and nothing else.
     */

    private static final String STYLE =
            ":root{color-scheme:light dark}"
                    + "body{margin:0;font:1.0625rem/1.6 system-ui,sans-serif;color:#1c2024;background:#f4f5f7}"
                    + "main{max-width:34rem;margin:14vh auto 2rem;padding:2rem 2.25rem;background:#fff;"
                    + "border:1px solid #d5d9de;border-radius:12px}"
                    + "h1{font-size:1.5rem;line-height:1.3;margin:0 0 1rem}"
                    + "p{margin:0 0 1rem}a{color:#0b57a4}"
                    + "dl{margin:1.5rem 0 0;padding-top:1.25rem;border-top:1px solid #d5d9de}"
                    + "dt{font-size:.875rem;color:#4d5661}dd{margin:0 0 1rem;overflow-wrap:anywhere}"
                    + "dd:last-child{margin:0}"
                    + "code{font:.9375rem ui-monospace,monospace}"
                    + "@media(max-width:40rem){main{margin:0;min-height:100vh;border:0;border-radius:0;"
                    + "box-sizing:border-box}}"
                    + "@media(prefers-color-scheme:dark){body{color:#e8eaed;background:#15181c}"
                    + "main{background:#1f2328;border-color:#3a4149}dl{border-color:#3a4149}"
                    + "dt{color:#aab2bb}a{color:#8ab8f0}}";

    private static final String TITLE = "This network has no access";
    private static final String DETAIL = "this network may not reach the service";
    private static final String SENTENCE =
            "The organisation you want to reach lets people in from certain networks only, and the one you"
                    + " are on now is not among them.";
    private static final String ADVICE =
            "Try again from your organisation’s own network or its VPN. If you should have access from here,"
                    + " ask for it and quote the number below.";

    private static final int ID_DIGITS = 32;

    /** The value of the header {@code Content-Security-Policy} for the page and the document. */
    public static final String SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-"
                    + hash()
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Returns whether {@code text} is the id of a request as the gate makes them. */
    public static boolean isRequestId(String text) {
        if (text.length() != ID_DIGITS) {
            return false;
        }
        for (int i = 0; i < ID_DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns what to read in one form.
     *
     * @param requestId the id, 32 hexadecimal digits; anything else is left out
     * @param contact whom to ask, words or a link that begins with {@code mailto:} or {@code
     *     https://}, or null
     */
    public static DenyPage of(AcceptedForm form, String requestId, @Nullable String contact) {
        String id = isRequestId(requestId) ? requestId : "";
        return switch (form) {
            case HTML -> new DenyPage("text/html;charset=utf-8", html(id, contact));
            case PROBLEM -> new DenyPage("application/problem+json", problem(id, contact));
        };
    }

    private static String html(String id, @Nullable String contact) {
        StringBuilder page = new StringBuilder(3072);
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<meta name=\"robots\" content=\"noindex\">\n<title>")
                .append(TITLE)
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(TITLE)
                .append("</h1>\n<p>")
                .append(SENTENCE)
                .append("</p>\n<p>")
                .append(ADVICE)
                .append("</p>\n");
        if (contact != null || !id.isEmpty()) {
            page.append("<dl>\n");
            if (contact != null) {
                page.append("<dt>Whom to ask</dt>\n<dd>")
                        .append(contactHtml(contact))
                        .append("</dd>\n");
            }
            if (!id.isEmpty()) {
                page.append("<dt>Number of this request</dt>\n<dd><code>")
                        .append(id)
                        .append("</code></dd>\n");
            }
            page.append("</dl>\n");
        }
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String contactHtml(String contact) {
        String text = escaped(contact);
        if (contact.startsWith("mailto:")) {
            return link(text, text.substring("mailto:".length()));
        }
        return contact.startsWith("https://") ? link(text, text) : text;
    }

    private static String link(String target, String text) {
        return "<a rel=\"noopener noreferrer\" href=\"" + target + "\">" + text + "</a>";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String problem(String id, @Nullable String contact) {
        StringBuilder json = new StringBuilder(512);
        json.append("{\"type\":\"urn:sallyport:problem:network.no-access\",\"title\":\"")
                .append(TITLE)
                .append("\",\"status\":403,\"code\":\"network.no-access\",\"detail\":\"")
                .append(DETAIL)
                .append('"');
        if (!id.isEmpty()) {
            json.append(",\"instance\":\"").append(id).append('"');
        }
        if (contact != null) {
            json.append(",\"contact\":\"");
            quoted(json, contact);
            json.append('"');
        }
        return json.append("}\n").toString();
    }

    /* RFC 8259 section 7. */
    private static void quoted(StringBuilder json, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
    }
}
