package dev.sallyport.server.compat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/* What a header `Content-Type` says, without its parameters. */
final class MediaTypes {

    private MediaTypes() {}

    static String essence(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
