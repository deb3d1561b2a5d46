package dev.sallyport.server.config;

import dev.sallyport.engine.policy.Mode;
import dev.sallyport.server.compat.CompatSettings;
import dev.sallyport.server.compat.DoorHost;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/* The keys of the doors for clients of other systems. */
final class CompatKeys {

    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<List<DoorHost>> HOSTS =
            add(
                    Key.list(
                            "compat.hosts",
                            "`host=door`, the host perhaps with `{tenant}`",
                            "hosts whose root is a door for clients of another system, `sailpoint` or"
                                    + " `genesys`; each door is under `/compat/` as well",
                            DoorHost::parse));
    static final Key<Mode> INITIAL_MODE =
            add(
                    Key.single(
                            "compat.initial-mode",
                            "`enforce`, `monitor`",
                            "enforce",
                            "the mode of a policy that is first written through such a door, unless"
                                    + " somebody chose one before",
                            CompatKeys::mode));
    static final Key<Boolean> SAILPOINT_SSO =
            add(
                    Key.single(
                            "compat.sailpoint-sso",
                            "`exempt`, `governed`",
                            "exempt",
                            "whether what is set through the SailPoint door holds for the channel `sso`",
                            CompatKeys::isGoverned));
    static final Key<List<String>> SAILPOINT_ROLES =
            add(
                    Key.list(
                            "compat.sailpoint-roles",
                            "roles",
                            "roles that have an auth profile of their own at the SailPoint door",
                            CompatKeys::role));

    private CompatKeys() {}

    private static <T> Key<T> add(Key<T> key) {
        ALL.add(key);
        return key;
    }

    private static Mode mode(String text) {
        return switch (text) {
            case "enforce" -> Mode.ENFORCE;
            case "monitor" -> Mode.MONITOR;
            default ->
                    throw new IllegalArgumentException(
                            "`" + text + "` is neither `enforce` nor `monitor`");
        };
    }

    private static boolean isGoverned(String text) {
        return switch (text) {
            case "exempt" -> false;
            case "governed" -> true;
            default ->
                    throw new IllegalArgumentException(
                            "`" + text + "` is neither `exempt` nor `governed`");
        };
    }

    private static String role(String text) {
        if (!ROLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not 1 to 63 letters, digits, `.`, `_` and `-`");
        }
        return text;
    }

    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    static CompatSettings settings(Settings settings) {
        return new CompatSettings(
                settings.get(HOSTS),
                settings.get(INITIAL_MODE),
                settings.get(SAILPOINT_SSO),
                settings.get(SAILPOINT_ROLES));
    }
}
