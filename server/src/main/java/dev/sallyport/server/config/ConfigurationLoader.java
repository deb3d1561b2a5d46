package dev.sallyport.server.config;

import dev.sallyport.control.expiry.LeadTimes;
import dev.sallyport.control.finding.Breadth;
import dev.sallyport.control.list.ListLimits;
import dev.sallyport.control.list.ListVersions;
import dev.sallyport.control.observation.ObservationBudget;
import dev.sallyport.control.people.PeopleLimits;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.engine.client.ClientAddressResolver;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.gate.SentTokens;
import dev.sallyport.server.decision.DecisionLogSettings;
import dev.sallyport.server.geo.GeoSettings;
import dev.sallyport.server.identity.TokenSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration from the command line, the environment, a file and the defaults;
 * whichever of these, in this order, gives a key first, wins.
 */
public final class ConfigurationLoader {

    /** What came of reading. */
    public sealed interface Result {

        /** Everything is as it must be. */
        record Loaded(ServerConfiguration configuration) implements Result {}

        /** Somebody asked for help. */
        record Help() implements Result {}

        /** The command line is not one of ours; nothing else was looked at. */
        record Usage(List<String> faults) implements Result {}

        /** Keys or values have faults; all of them. */
        record Invalid(List<String> faults) implements Result {}
    }

    /* Variables of this prefix that are no keys: they belong to the launcher and to the commands. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of(
                    "SALLYPORT_JAVA_OPTIONS",
                    "SALLYPORT_SERVER",
                    "SALLYPORT_CONFIG",
                    "SALLYPORT_CLIENT_ID",
                    "SALLYPORT_CLIENT_SECRET",
                    "SALLYPORT_TOKEN");

    private static final String CONFIG = "config";

    private final List<String> usage = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Settings settings = new Settings(faults);
    private Optional<Path> file = Optional.empty();
    private boolean help;

    private ConfigurationLoader() {}

    /**
     * Returns the configuration, or all that is wrong with it.
     *
     * @param arguments the command line
     * @param environment the environment
     */
    public static Result load(List<String> arguments, Map<String, String> environment) {
        return new ConfigurationLoader().run(arguments, environment);
    }

    private Result run(List<String> arguments, Map<String, String> environment) {
        commandLine(arguments);
        if (help) {
            return new Result.Help();
        }
        if (!usage.isEmpty()) {
            return new Result.Usage(List.copyOf(usage));
        }
        new TreeMap<>(environment).forEach(this::variable);
        file.ifPresent(path -> ConfigurationFile.read(path, settings, faults));
        ServerConfiguration configuration = configuration();
        return faults.isEmpty()
                ? new Result.Loaded(configuration)
                : new Result.Invalid(List.copyOf(faults));
    }

    private void commandLine(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--help") || argument.equals("-h")) {
                help = true;
                return;
            }
            if (!argument.startsWith("--")) {
                usage.add("unexpected argument `" + argument + "`");
                continue;
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (equals < 0 && i + 1 == arguments.size()) {
                usage.add("`" + argument + "` needs a value");
                continue;
            }
            flag(name, equals < 0 ? arguments.get(++i) : argument.substring(equals + 1));
        }
    }

    private void flag(String name, String text) {
        if (name.equals(CONFIG)) {
            file = Optional.of(Path.of(text));
            return;
        }
        Optional<Key<?>> key = Keys.find(name);
        if (key.isEmpty()) {
            usage.add(unknown("flag", name, "command line"));
        } else if (settings.isGiven(key.get())) {
            usage.add("`--" + name + "` is given twice");
        } else {
            settings.offer(key.get(), text, "command line");
        }
    }

    private void variable(String name, String text) {
        if (!name.startsWith(Keys.VARIABLE_PREFIX) || OTHER_VARIABLES.contains(name)) {
            return;
        }
        Optional<Key<?>> key = Keys.findByVariable(name);
        if (key.isPresent()) {
            settings.offer(key.get(), text, "environment");
            return;
        }
        List<String> known = Keys.all().stream().map(Key::variable).toList();
        Optional<String> meant = NearMatch.of(name, known);
        faults.add(
                "there is no variable `"
                        + name
                        + "`"
                        + meant.map(match -> "; did you mean `" + match + "`?").orElse("")
                        + " (environment)");
    }

    static String unknown(String what, String name, String place) {
        List<String> known = Keys.all().stream().map(Key::name).toList();
        return "there is no "
                + what
                + " `"
                + name
                + "`"
                + NearMatch.of(name, known)
                        .map(match -> "; did you mean `" + match + "`?")
                        .orElse("")
                + " ("
                + place
                + ")";
    }

    private ServerConfiguration configuration() {
        ServerConfiguration.Operator operator =
                new ServerConfiguration.Operator(
                        settings.get(Keys.OPERATOR_CLIENT_ID),
                        settings.find(Keys.OPERATOR_CLIENT_SECRET).orElse(null));
        GateConfiguration gate = new GateSettings(settings).configuration();
        TokenSettings gateTokens = new IdentitySettings(settings).tokens();
        if (gateTokens != null && faults.isEmpty()) {
            checkBeside(gateTokens, gate);
        }
        return new ServerConfiguration(
                settings.get(Keys.DATA),
                api(),
                gate,
                gateTokens,
                settings.get(Keys.GATE_DEPLOYMENT),
                settings.get(Keys.GATE_NAT64_PREFIXES),
                new GeoSettings(
                        settings.get(Keys.GEO_FILES),
                        settings.get(Keys.GEO_MAX_DIFFERENCE),
                        settings.get(Keys.GEO_MAX_AGE),
                        settings.get(Keys.GEO_CHECK_INTERVAL)),
                new ServerConfiguration.Tokens(
                        settings.get(Keys.TOKEN_LIFE), settings.get(Keys.TOKEN_FAILURES)),
                people(),
                new ServerConfiguration.Limits(
                        new PolicyLimits(
                                settings.get(Keys.LIMITS_POLICY_RULES),
                                settings.get(Keys.LIMITS_POLICY_ENTRIES)),
                        new ListLimits(
                                settings.get(Keys.LIMITS_LISTS),
                                settings.get(Keys.LIMITS_LIST_ENTRIES)),
                        new ListVersions.Limits(
                                settings.get(Keys.HISTORY_LIST_VERSIONS),
                                settings.get(Keys.HISTORY_LIST_AGE)),
                        settings.get(Keys.LIMITS_BODY_SIZE),
                        settings.get(Keys.LIMITS_NESTING)),
                operator,
                onboarding(),
                decisionLog(),
                observations(),
                WebhookKeys.settings(settings),
                PublisherConfigurationKeys.settings(settings),
                FeedKeys.settings(settings),
                new ServerConfiguration.Entries(
                        new LeadTimes(settings.get(Keys.REMINDERS_LEAD_TIMES)),
                        new Breadth(
                                settings.get(Keys.FINDINGS_BROAD_IPV4),
                                settings.get(Keys.FINDINGS_BROAD_IPV6))),
                CompatKeys.settings(settings));
    }

    private ServerConfiguration.Observations observations() {
        return new ServerConfiguration.Observations(
                settings.get(Keys.OBSERVATIONS_INTERVAL),
                settings.get(Keys.OBSERVATIONS_RETENTION),
                new ObservationBudget(
                        settings.get(Keys.OBSERVATIONS_ANONYMOUS_CELLS),
                        settings.get(Keys.OBSERVATIONS_IDENTIFIED_CELLS)));
    }

    private @Nullable DecisionLogSettings decisionLog() {
        double allows = settings.get(DecisionLogKeys.ALLOWS);
        int deniesPerSecond = settings.get(DecisionLogKeys.DENIES_PER_SECOND);
        int maxBytes = settings.get(DecisionLogKeys.MAX_BYTES);
        int files = settings.get(DecisionLogKeys.FILES);
        return settings.find(DecisionLogKeys.FILE)
                .map(file ->
                        new DecisionLogSettings(file, allows, deniesPerSecond, maxBytes, files))
                .orElse(null);
    }

    private ServerConfiguration.Onboarding onboarding() {
        boolean dropsPages = settings.get(Keys.GATE_PROFILE) == ProfileName.NGINX;
        return new ServerConfiguration.Onboarding(
                settings.get(Keys.LIMITS_BULK_LINES),
                settings.find(Keys.GATE_DENY_PAGE).orElse(!dropsPages),
                settings.get(Keys.DENIALS_KEPT),
                settings.get(Keys.DENIALS_PER_TENANT),
                settings.get(Keys.DENIALS_MOST),
                settings.get(Keys.GATE_TRUSTED_PROXIES),
                settings.get(Keys.SERVER_TRUSTED_PROXIES));
    }

    private ServerConfiguration.People people() {
        int networks = settings.get(Keys.PEOPLE_NETWORKS);
        return new ServerConfiguration.People(
                new LinkedHashSet<>(settings.get(Keys.PEOPLE_ADMIN_ROLES)),
                new LinkedHashSet<>(settings.get(Keys.GUARD_CALLBACK_CHANNELS)),
                new PeopleLimits(
                        settings.get(Keys.PEOPLE_RETENTION),
                        networks,
                        Math.max(PeopleLimits.MAX_REPORT, 5 * networks)));
    }

    /* The header of the tokens is none that carries another fact. */
    private void checkBeside(TokenSettings tokens, GateConfiguration gate) {
        try {
            GateConfiguration _ =
                    gate.withTokens(new SentTokens(tokens.place(), token -> null, false));
        } catch (IllegalArgumentException fault) {
            settings.fault(
                    IdentityKeys.TOKEN_HEADER,
                    Objects.requireNonNullElse(fault.getMessage(), "carries another fact"));
        }
    }

    private ServerConfiguration.Api api() {
        AddressHeader header = addressHeader(settings.get(Keys.SERVER_ADDRESS_HEADER), false);
        TrustedProxies proxies = TrustedProxies.of(settings.get(Keys.SERVER_TRUSTED_PROXIES));
        return new ServerConfiguration.Api(
                settings.get(Keys.SERVER_ADDRESS),
                settings.get(Keys.PORT),
                new ClientAddressResolver(proxies, header),
                settings.get(Keys.SERVER_MAX_CONNECTIONS),
                settings.get(Keys.SERVER_BODY_TIMEOUT),
                settings.get(Keys.SERVER_SHUTDOWN_GRACE));
    }

    static AddressHeader addressHeader(String name, boolean single) {
        if (single) {
            return new AddressHeader(name, AddressHeader.Syntax.SINGLE);
        }
        return name.equals(AddressHeader.FORWARDED.name())
                ? AddressHeader.FORWARDED
                : new AddressHeader(name, AddressHeader.Syntax.LIST);
    }
}
