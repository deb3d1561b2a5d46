package dev.sallyport.cli.api;

import dev.sallyport.control.confirm.Provisional;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that publish: whether the revision goes back unless it is confirmed. */
public final class ConfirmOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--confirm-within",
            paramLabel = "TIME",
            description =
                    "Let the revision go back unless it is confirmed in that time (10s to 24h, such"
                            + " as 10m), wait, and confirm it as soon as nothing is missing.")
    private @Nullable String confirmWithin;

    @Option(
            names = "--keep-denies",
            description = "Keep what the revision denies anew if it goes back.")
    private boolean keepDenies;

    @Option(
            names = "--no-wait",
            description = "Return at once and leave the confirmation to `policy confirm`.")
    private boolean noWait;

    /**
     * Looks whether the options go together, and the time is one that the server takes.
     *
     * @throws ParameterException if not
     */
    void check() {
        if (confirmWithin == null && (keepDenies || noWait)) {
            throw new ParameterException(
                    spec.commandLine(),
                    (keepDenies ? "--keep-denies" : "--no-wait") + " needs --confirm-within");
        }
        Duration within = duration();
        boolean isInRange =
                within.compareTo(Provisional.SHORTEST) >= 0
                        && within.compareTo(Provisional.LONGEST) <= 0;
        if (confirmWithin != null && !isInRange) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--confirm-within is a time from 10s to 24h, not `" + confirmWithin + "`");
        }
    }

    private Duration duration() {
        String text = confirmWithin;
        if (text == null) {
            return Duration.ZERO;
        }
        String standard = text.toUpperCase(Locale.ROOT);
        try {
            return Duration.parse(standard.startsWith("P") ? standard : "PT" + standard);
        } catch (DateTimeParseException malformed) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--confirm-within is a time such as 90s, 10m or 1h30m, not `" + text + "`",
                    malformed,
                    null,
                    text);
        }
    }

    /** Returns whether the command is to wait until the revision is confirmed or gone. */
    boolean isWaiting() {
        return confirmWithin != null && !noWait;
    }

    /** Returns whether the revision has to be confirmed. */
    boolean isProvisional() {
        return confirmWithin != null;
    }

    /**
     * Returns a query with what these options say added.
     *
     * @param query the query so far, with its question mark, or empty
     */
    String addedTo(String query) {
        if (confirmWithin == null) {
            return query;
        }
        return query
                + (query.isEmpty() ? "?" : "&")
                + "confirmWithin="
                + duration()
                + (keepDenies ? "&keepDenies=true" : "");
    }
}
