package dev.sallyport.jose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/* Reads a JWK Set whole: a set that is half right would drop keys without a word. */
final class KeySetReader {

    private static final int MOST_KEYS = 100;

    private KeySetReader() {}

    static KeySet read(byte[] bytes) throws KeySetException {
        Map<String, @Nullable Object> members = StrictJson.object(bytes);
        if (members == null) {
            throw new KeySetException("the answer is no JSON object");
        }
        if (!(members.get("keys") instanceof List<?> list)) {
            throw new KeySetException("the answer has no list `keys`");
        }
        if (list.size() > MOST_KEYS) {
            throw new KeySetException("there are more than " + MOST_KEYS + " keys");
        }
        List<VerificationKey> keys = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Map<?, ?> key)) {
                throw new KeySetException("key " + (i + 1) + " is no JSON object");
            }
            switch (KeyReader.read(key)) {
                case KeyReader.Result.Usable(VerificationKey usable) -> keys.add(usable);
                case KeyReader.Result.LeftOut(String why) ->
                        notes.add("key " + (i + 1) + " is left out: " + why);
            }
        }
        if (keys.isEmpty()) {
            throw new KeySetException(
                    list.isEmpty()
                            ? "there is no key in the set"
                            : "no key can be used; " + String.join("; ", notes));
        }
        return new KeySet(keys, notes);
    }
}
