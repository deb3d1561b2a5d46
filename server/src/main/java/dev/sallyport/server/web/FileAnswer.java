package dev.sallyport.server.web;

import dev.sallyport.server.egress.PublishedFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/*
 * Answers with a file, or with the word that the caller has it already (RFC 9110 sections 8.8, 12.5.3 and 13). Plain and
 * compressed are two representations with an entity tag each.
 */
final class FileAnswer {

    private static final String GZIP = "gzip";
    private static final int MAX_LENGTH = 4096;

    private final String cacheControl;

    FileAnswer(Duration maxAge) {
        cacheControl = "public, max-age=" + maxAge.toSeconds();
    }

    void send(PublishedFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean isCompressed = isGzipAccepted(joined(request, HttpHeaders.ACCEPT_ENCODING));
        response.setHeader(HttpHeaders.ETAG, file.entityTag(isCompressed));
        response.setHeader(HttpHeaders.LAST_MODIFIED, file.lastModifiedText());
        response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (isKnown(file, isCompressed, request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.contentType());
        if (isCompressed) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        response.setContentLength(file.length(isCompressed));
        if (!request.getMethod().equals("HEAD")) {
            file.writeTo(response.getOutputStream(), isCompressed);
        }
    }

    private static @Nullable String joined(HttpServletRequest request, String header) {
        List<String> lines = Collections.list(request.getHeaders(header));
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static boolean isKnown(
            PublishedFile file, boolean isCompressed, HttpServletRequest request) {
        String noneMatch = joined(request, HttpHeaders.IF_NONE_MATCH);
        if (noneMatch != null) {
            return matches(noneMatch, file.entityTag(isCompressed));
        }
        String since = request.getHeader(HttpHeaders.IF_MODIFIED_SINCE);
        Instant date = since == null ? null : date(since);
        return date != null && !file.lastModified().isAfter(date);
    }

    /* Weak comparison, as section 13.1.2 asks for. Our tags hold no comma. */
    private static boolean matches(String header, String tag) {
        if (header.length() > MAX_LENGTH) {
            return false;
        }
        for (String part : header.split(",", -1)) {
            String each = part.strip();
            String opaque = each.startsWith("W/") ? each.substring(2) : each;
            if (each.equals("*") || opaque.equals(tag)) {
                return true;
            }
        }
        return false;
    }

    /* A date that cannot be read is ignored (section 13.1.3). */
    private static @Nullable Instant date(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /* Section 12.5.3: the most specific element counts, and a weight of zero is a refusal. */
    static boolean isGzipAccepted(@Nullable String header) {
        if (header == null || header.length() > MAX_LENGTH) {
            return false;
        }
        boolean isAny = false;
        for (String element : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = element.split(";", -1);
            String coding = parts[0].strip();
            boolean isWanted = weight(parts) > 0;
            if (coding.equals(GZIP) || coding.equals("x-gzip")) {
                return isWanted;
            }
            isAny |= coding.equals("*") && isWanted;
        }
        return isAny;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].replace(" ", "");
            if (part.startsWith("q=")) {
                return part.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")
                        ? Double.parseDouble(part.substring(2))
                        : 0;
            }
        }
        return 1;
    }
}
