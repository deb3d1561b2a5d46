package dev.sallyport.server.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of a door.
 *
 * @param status the HTTP status
 * @param headers headers besides those of the content, in the spelling clients see
 * @param document the content, JSON; empty for none
 */
public record DoorAnswer(int status, Map<String, String> headers, String document) {

    /** Copies the headers. */
    public DoorAnswer {
        headers = Map.copyOf(headers);
    }

    /** Returns an answer without headers of its own. */
    public static DoorAnswer json(int status, String document) {
        return new DoorAnswer(status, Map.of(), document);
    }

    /** Returns this answer with one more header, or another value of one. */
    public DoorAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new DoorAnswer(status, more, document);
    }

    byte[] bytes() {
        return document.getBytes(UTF_8);
    }

    /** Returns words that give nothing of the content away. */
    @Override
    public String toString() {
        return "DoorAnswer[" + status + "]";
    }
}
