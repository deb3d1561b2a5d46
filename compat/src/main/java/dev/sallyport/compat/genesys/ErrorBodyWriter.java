package dev.sallyport.compat.genesys;

import dev.sallyport.document.JsonText;
import java.util.TreeMap;

/** Writes refusals as the vendor's API answers them. */
public final class ErrorBodyWriter {

    private ErrorBodyWriter() {}

    /**
     * Returns the document {@code ErrorBody}.
     *
     * @param contextId the same as the header {@code ININ-Correlation-Id} of the answer
     */
    public static String write(ErrorBody error, String contextId) {
        return JsonText.of(json -> body(json, error, contextId));
    }

    private static void body(JsonText json, ErrorBody error, String contextId) {
        json.object(() -> {
            json.member("message", error.message())
                    .member("code", error.code())
                    .member("status", (long) error.status())
                    .member("contextId", contextId);
            if (!error.parameters().isEmpty()) {
                json.object(
                        "messageParams",
                        () -> new TreeMap<>(error.parameters()).forEach(json::member));
            }
            json.array("details", error.details(), detail -> detail(json, detail))
                    .array("errors", error.errors(), each -> body(json, each, contextId));
            if (error.limit() != null) {
                ErrorBody.Limit limit = error.limit();
                json.object(
                        "limit",
                        () ->
                                json.member("key", limit.key())
                                        .member("namespace", limit.namespace())
                                        .member("value", limit.value()));
            }
        });
    }

    private static void detail(JsonText json, ErrorBody.Detail detail) {
        json.object(() -> {
            json.member("errorCode", detail.errorCode());
            if (!detail.fieldName().isEmpty()) {
                json.member("fieldName", detail.fieldName());
            }
        });
    }
}
