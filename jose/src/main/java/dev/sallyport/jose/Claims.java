package dev.sallyport.jose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The claims of a token (RFC 7519 section 4), as its issuer has signed them. Immutable. */
public final class Claims {

    private static final ClaimValue ABSENT = new ClaimValue.Absent();
    private static final ClaimValue OTHER = new ClaimValue.Other();

    private final Map<String, @Nullable Object> members;

    Claims(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /** Returns what is said under {@code path}. */
    public ClaimValue find(ClaimPath path) {
        if (members.containsKey(path.text())) {
            return valueOf(members.get(path.text()));
        }
        Object here = members;
        for (String name : path.names()) {
            here = here instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return valueOf(here);
    }

    private static ClaimValue valueOf(@Nullable Object value) {
        return switch (value) {
            case null -> ABSENT;
            case String text -> new ClaimValue.Text(text);
            case List<?> list -> texts(list);
            default -> OTHER;
        };
    }

    private static ClaimValue texts(List<?> list) {
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text)) {
                return OTHER;
            }
            texts.add(text);
        }
        return new ClaimValue.Texts(texts);
    }

    /** Returns words that give no claim away. */
    @Override
    public String toString() {
        return "Claims[redacted]";
    }
}
