package dev.sallyport.compat.genesys;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the vendor's shape, without the id that ties it to the log; that is known only where
 * it is answered.
 *
 * @param status the status of the answer
 * @param code what is wrong, dotted and stable: what programs test
 * @param message what is wrong, for people, and how to mend it
 * @param parameters what the message names, by the names the vendor's template has
 * @param details the single faults and the fields they are in
 * @param errors the single faults in this same shape; empty if there is one
 * @param limit the limit that was exceeded, or null
 */
public record ErrorBody(
        int status,
        String code,
        String message,
        Map<String, String> parameters,
        List<Detail> details,
        List<ErrorBody> errors,
        @Nullable Limit limit) {

    /**
     * One fault.
     *
     * @param errorCode this program's own code of it
     * @param fieldName the field, as a path such as {@code ipAddressAllowlist[3]}; empty for the
     *     whole document
     */
    public record Detail(String errorCode, String fieldName) {}

    /**
     * A limit.
     *
     * @param key its name
     * @param namespace the part of the vendor's program it belongs to
     * @param value the most there may be
     */
    public record Limit(String key, String namespace, long value) {}

    /** Copies the collections. */
    public ErrorBody {
        parameters = Map.copyOf(parameters);
        details = List.copyOf(details);
        errors = List.copyOf(errors);
    }

    /** Returns a refusal without anything but its message. */
    public static ErrorBody of(int status, String code, String message) {
        return new ErrorBody(status, code, message, Map.of(), List.of(), List.of(), null);
    }

    /** Returns this refusal with this program's own code beside the vendor's. */
    public ErrorBody because(String errorCode) {
        return new ErrorBody(
                status,
                code,
                message,
                parameters,
                List.of(new Detail(errorCode, "")),
                errors,
                limit);
    }
}
