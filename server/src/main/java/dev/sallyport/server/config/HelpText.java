package dev.sallyport.server.config;

/** What {@code --help} prints. */
public final class HelpText {

    private HelpText() {}

    /**
     * Returns usage and all keys with their forms, defaults and meanings, ending with a line break.
     */
    public static String text() {
        StringBuilder text = new StringBuilder(8192);
        text.append(
                """
                usage: ./sallyport server [--data DIR] [--config FILE.yaml] [--port 8080] [--gate-port 8081] [--KEY=VALUE]...

                Runs the server: the API on one port, the gate that decides requests on another. It prints one line
                each when the ports listen, then `ready`, and stops in order on SIGTERM.

                Every key can be given as --KEY=VALUE, in the environment (gate.profile is SALLYPORT_GATE_PROFILE),
                or in the YAML file; the command line wins over the environment, that over the file. Lists are
                separated by commas. Sizes end in B, KiB or MiB, durations in ms, s, m, h or d.

                exit status: 1 could not start, 2 usage; stopped in order by a signal: 143 (SIGTERM), 130 (SIGINT)

                """);
        text.append(
                "  --config=FILE.yaml\n      the configuration file; none is read by default\n");
        for (Key<?> key : Keys.all()) {
            text.append("  --").append(key.name()).append("  (").append(key.form()).append("; ");
            text.append(defaultOf(key)).append(")\n      ").append(key.meaning()).append('\n');
        }
        return text.toString();
    }

    private static String defaultOf(Key<?> key) {
        if (key.defaultText() == null) {
            return "no default";
        }
        return key.defaultText().isEmpty() ? "none by default" : "default " + key.defaultText();
    }
}
