package dev.sallyport.cli.log;

import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.TrustedProxies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that read access logs: their format, and where to look in a line. */
public final class LogOptions {

    private static final String FIELD_HELP =
            "A number from 1 or `last` for text, names with dots between for JSON.";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; found out for each log if not said.")
    private LogFormat format = LogFormat.AUTO;

    @Option(
            names = "--address-field",
            paramLabel = "FIELD",
            description =
                    "Where the client address is, such as the last field for a logged"
                            + " X-Forwarded-For. "
                            + FIELD_HELP)
    private @Nullable String addressField;

    @Option(
            names = "--user-field",
            paramLabel = "FIELD",
            description = "Where the user is; `none` takes everybody as anonymous. " + FIELD_HELP)
    private @Nullable String userField;

    @Option(
            names = "--time-field",
            paramLabel = "FIELD",
            description = "Where the time is. " + FIELD_HELP)
    private @Nullable String timeField;

    @Option(
            names = "--trusted-proxies",
            split = ",",
            paramLabel = "PREFIX",
            description =
                    "Proxies that are passed over in a list of addresses, which is read from the"
                            + " right.")
    private List<String> trustedProxies = List.of();

    /** Returns the format of all logs, or that each is looked at. */
    public LogFormat format() {
        return format;
    }

    /** Returns whether it is said where the user is, or that nobody is one. */
    public boolean saysUserField() {
        return userField != null;
    }

    /**
     * Returns where to look in a line.
     *
     * @param withPaths whether paths are wanted
     * @throws ParameterException if a field is none of its format, or a prefix is malformed
     */
    public LogFields fields(boolean withPaths) {
        check();
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String text : trustedProxies) {
            try {
                prefixes.add(IpPrefix.parse(text));
            } catch (AddressSyntaxException malformed) {
                throw usage("--trusted-proxies: " + malformed.getMessage());
            }
        }
        return new LogFields(
                addressField, userField, timeField, withPaths, TrustedProxies.of(prefixes));
    }

    /**
     * Looks whether the options go together.
     *
     * @throws ParameterException if a field is none of its format
     */
    public void check() {
        if (format == LogFormat.AUTO || format == LogFormat.JSON) {
            return;
        }
        requireTextField("--address-field", addressField);
        requireTextField("--time-field", timeField);
        requireTextField("--user-field", LogFields.NONE.equals(userField) ? null : userField);
    }

    private void requireTextField(String option, @Nullable String field) {
        if (field != null && !LogFields.isTextField(field)) {
            throw usage(
                    option + " of a text log is a number from 1 or `last`, not `" + field + "`");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
