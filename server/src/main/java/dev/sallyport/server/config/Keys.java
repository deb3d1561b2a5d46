package dev.sallyport.server.config;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.gate.AnswerHeaders;
import dev.sallyport.gate.HostPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every key there is; the schema of the configuration. */
final class Keys {

    static final String VARIABLE_PREFIX = "SALLYPORT_";

    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<Path> DATA =
            add(
                    Key.single(
                            "data",
                            "folder",
                            "./sallyport-data",
                            "where everything is kept; made if it is absent",
                            Path::of));
    static final Key<Integer> PORT =
            add(
                    Key.single(
                            "port",
                            "0 to 65535",
                            "8080",
                            "the port of the API, 0 for any free one",
                            port()));
    static final Key<Integer> GATE_PORT =
            add(
                    Key.single(
                            "gate-port",
                            "0 to 65535",
                            "8081",
                            "the port of the gate, 0 for any free one",
                            port()));
    static final Key<String> OPERATOR_CLIENT_ID =
            add(
                    Key.single(
                            "operator.client-id",
                            "text",
                            "operator",
                            "the id of the first operator's client; used only on an empty data"
                                    + " folder",
                            Keys::clientId));
    static final Key<String> OPERATOR_CLIENT_SECRET =
            add(
                    Key.single(
                                    "operator.client-secret",
                                    "text",
                                    null,
                                    "its secret; made and printed once if absent; used only on an"
                                            + " empty data folder",
                                    Keys::secret)
                            .secret());

    static final Key<IpAddress> SERVER_ADDRESS =
            add(
                    Key.single(
                            "server.address",
                            "address",
                            "127.0.0.1",
                            "the address the API listens on",
                            ValueReaders::address));
    static final Key<List<IpPrefix>> SERVER_TRUSTED_PROXIES =
            add(
                    Key.list(
                            "server.trusted-proxies",
                            "prefixes",
                            "the proxies in front of the API whose word about the client's address"
                                    + " is taken",
                            ValueReaders::prefix));
    static final Key<String> SERVER_ADDRESS_HEADER =
            add(
                    Key.single(
                            "server.address-header",
                            "header name",
                            "x-forwarded-for",
                            "the one header in which they write it; `forwarded` is read as RFC"
                                    + " 7239",
                            Keys::header));
    static final Key<Integer> SERVER_MAX_CONNECTIONS =
            add(
                    Key.single(
                            "server.max-connections",
                            "1 to 100000",
                            "1000",
                            "the most connections to the API at a time",
                            ValueReaders.number(1, 100_000)));
    static final Key<Duration> SERVER_BODY_TIMEOUT =
            add(
                    Key.single(
                            "server.body-timeout",
                            "duration",
                            "30s",
                            "how long a request to the API may take to arrive whole",
                            ValueReaders.duration(Duration.ofMillis(100), Duration.ofHours(1))));
    static final Key<Duration> SERVER_SHUTDOWN_GRACE =
            add(
                    Key.single(
                            "server.shutdown-grace",
                            "duration",
                            "10s",
                            "how long requests that have begun may take when the server is stopped",
                            ValueReaders.duration(Duration.ofMillis(1), Duration.ofHours(1))));

    static final Key<Duration> TOKEN_LIFE =
            add(
                    Key.single(
                            "token.life",
                            "duration",
                            "1h",
                            "how long an access token is good for",
                            ValueReaders.duration(Duration.ofSeconds(1), Duration.ofDays(30))));
    static final Key<Integer> TOKEN_FAILURES =
            add(
                    Key.single(
                            "token.failures-per-minute",
                            "1 to 100000",
                            "30",
                            "how many failed token requests one address (IPv6: /64) may make in a"
                                    + " minute",
                            ValueReaders.number(1, 100_000)));

    static final Key<IpAddress> GATE_ADDRESS =
            add(
                    Key.single(
                            "gate.address",
                            "address",
                            "127.0.0.1",
                            "the address the gate listens on",
                            ValueReaders::address));
    static final Key<List<IpPrefix>> GATE_TRUSTED_PROXIES =
            add(
                    Key.list(
                            "gate.trusted-proxies",
                            "prefixes",
                            "the proxies that ask the gate and whose facts count",
                            ValueReaders::prefix));
    static final Key<ProfileName> GATE_PROFILE =
            add(
                    Key.single(
                            "gate.profile",
                            ValueReaders.words(ProfileName.class),
                            "nginx",
                            "the kind of proxy that asks, which settles the header of each fact",
                            ValueReaders.choice(ProfileName.class)));
    static final Key<String> GATE_CLIENT_ADDRESS_HEADER =
            add(
                    Key.single(
                            "gate.client-address-header",
                            "header name",
                            null,
                            "profile `custom`: the header of the client address; `forwarded` is"
                                    + " read as RFC 7239",
                            Keys::header));
    static final Key<Boolean> GATE_CLIENT_ADDRESS_SINGLE =
            add(
                    Key.single(
                            "gate.client-address-single",
                            "`true`, `false`",
                            "false",
                            "profile `custom`: whether that header holds exactly one address and no"
                                    + " list",
                            Keys::truth));
    static final Key<String> GATE_HOST_HEADER =
            add(
                    Key.single(
                            "gate.host-header",
                            "header name",
                            null,
                            "profile `custom`: the header of the host; `host` if absent",
                            Keys::header));
    static final Key<String> GATE_PATH_HEADER =
            add(
                    Key.single(
                            "gate.path-header",
                            "header name",
                            null,
                            "profile `custom`: the header of the original path; the request's own"
                                    + " path if absent",
                            Keys::header));
    static final Key<List<FactHeaderSetting>> GATE_FACT_HEADERS =
            add(
                    Key.list(
                            "gate.fact-headers",
                            "facts, each with or without `=header`",
                            "further facts the proxy vouches for: tenant, channel, principal,"
                                    + " roles, client, authorized-clients; the header is"
                                    + " `x-sallyport-FACT` unless named",
                            FactHeaderSetting::parse));
    static final Key<AnswerHeaders> GATE_ANSWER_HEADERS =
            add(
                    Key.single(
                            "gate.answer-headers",
                            ValueReaders.words(AnswerHeaders.class),
                            null,
                            "how much an answer to a trusted proxy says; if absent, the profile's"
                                    + " own",
                            ValueReaders.choice(AnswerHeaders.class)));
    static final Key<DeploymentSwitch> GATE_DEPLOYMENT =
            add(
                    Key.single(
                            "gate.deployment",
                            ValueReaders.words(DeploymentSwitch.class),
                            "enforce",
                            "the switch of the whole deployment; under `observe` everything is"
                                    + " allowed",
                            ValueReaders.choice(DeploymentSwitch.class)));
    static final Key<HostPattern> GATE_HOST_PATTERN =
            add(
                    Key.single(
                            "gate.host-pattern",
                            "host name with `{tenant}`",
                            null,
                            "by which a host that no tenant owns names one, such as"
                                    + " `{tenant}.example.com`",
                            HostPattern::parse));
    static final Key<Effect> GATE_WHILE_NOT_READY =
            add(
                    Key.single(
                            "gate.while-not-ready",
                            ValueReaders.words(Effect.class),
                            "deny",
                            "the answer before all tenants are loaded",
                            ValueReaders.choice(Effect.class)));
    static final Key<List<Nat64Prefix>> GATE_NAT64_PREFIXES =
            add(
                    Key.list(
                            "gate.nat64-prefixes",
                            "prefixes",
                            "the deployment's own IPv6 prefixes that embed IPv4 addresses (RFC"
                                    + " 6052)",
                            text -> new Nat64Prefix(ValueReaders.prefix(text))));
    static final Key<Integer> GATE_THREADS =
            add(
                    Key.single(
                            "gate.threads",
                            "0 to 1024",
                            "0",
                            "the event loops of the gate, 0 for one per processor",
                            ValueReaders.number(0, 1024)));

    static final Key<Integer> GATE_OBSERVATION_MEMORY =
            add(
                    Key.single(
                            "gate.observation-memory",
                            "size",
                            "32MiB",
                            "the most memory of the gate for observations on their way to the"
                                    + " store; beyond it addresses fold into networks",
                            ValueReaders.size(1 << 20, 1 << 30)));

    static final Key<List<Duration>> REMINDERS_LEAD_TIMES =
            add(
                    new Key<>(
                            "reminders.lead-times",
                            "durations",
                            "14d,3d,1d",
                            "how long before an entry or a rule expires people are told, each time"
                                    + " once",
                            true,
                            false,
                            texts ->
                                    texts.stream()
                                            .map(
                                                    ValueReaders.duration(
                                                            Duration.ofHours(1),
                                                            Duration.ofDays(400)))
                                            .toList()));
    static final Key<Integer> FINDINGS_BROAD_IPV4 =
            add(
                    Key.single(
                            "findings.broad-ipv4",
                            "0 to 32",
                            "8",
                            "a rule that allows is reported as too broad if it admits more IPv4"
                                    + " addresses than a prefix of this length holds",
                            ValueReaders.number(0, 32)));
    static final Key<Integer> FINDINGS_BROAD_IPV6 =
            add(
                    Key.single(
                            "findings.broad-ipv6",
                            "0 to 128",
                            "28",
                            "the same for IPv6",
                            ValueReaders.number(0, 128)));
    static final Key<List<String>> PEOPLE_ADMIN_ROLES =
            add(
                    new Key<>(
                            "people.admin-roles",
                            "role names",
                            "admin",
                            "the roles that make somebody an admin of their tenant",
                            true,
                            false,
                            texts -> texts.stream().map(Keys::role).toList()));
    static final Key<Duration> PEOPLE_RETENTION =
            add(
                    Key.single(
                            "people.retention",
                            "duration",
                            "30d",
                            "how long it is kept who was seen from where",
                            ValueReaders.duration(Duration.ofDays(1), Duration.ofDays(400))));
    static final Key<Integer> PEOPLE_NETWORKS =
            add(
                    Key.single(
                            "people.networks",
                            "1 to 1000000",
                            "10000",
                            "of how many pairs of person and network that is kept for a tenant",
                            ValueReaders.number(1, 1_000_000)));
    static final Key<List<ChannelId>> GUARD_CALLBACK_CHANNELS =
            add(
                    new Key<>(
                            "guard.callback-channels",
                            "channel names",
                            "sso,scim",
                            "the channels by which identity providers sign people in or set them"
                                    + " up; who was let in there is looked at before a change",
                            true,
                            false,
                            texts -> texts.stream().map(Keys::channel).toList()));

    static final Key<Integer> HISTORY_LIST_VERSIONS =
            add(
                    Key.single(
                            "history.list-versions",
                            "0 to 10000",
                            "100",
                            "how many earlier versions of each list are kept, to judge requests of the"
                                    + " past",
                            ValueReaders.number(0, 10_000)));
    static final Key<Duration> HISTORY_LIST_AGE =
            add(
                    Key.single(
                            "history.list-age",
                            "duration",
                            "90d",
                            "how long a version of a list is kept after it was replaced",
                            ValueReaders.duration(Duration.ofHours(1), Duration.ofDays(3660))));

    static final Key<List<Path>> GEO_FILES =
            add(
                    Key.list(
                            "geo.files",
                            "files",
                            "MMDB files with countries and autonomous systems; what each holds is"
                                    + " found from it",
                            Path::of));
    static final Key<Double> GEO_MAX_DIFFERENCE =
            add(
                    Key.single(
                            "geo.max-difference",
                            "0% to 100%",
                            "10%",
                            "how many sampled answers may differ in a changed file that is put in"
                                    + " force unasked",
                            ValueReaders::percentage));
    static final Key<Duration> GEO_MAX_AGE =
            add(
                    Key.single(
                            "geo.max-age",
                            "duration",
                            "35d",
                            "from what age on geo data is called stale, once a day in the log, in"
                                    + " health and in metrics",
                            ValueReaders.duration(Duration.ofHours(1), Duration.ofDays(3650))));
    static final Key<Duration> GEO_CHECK_INTERVAL =
            add(
                    Key.single(
                            "geo.check-interval",
                            "duration",
                            "5s",
                            "how often the files are looked at; one that changed is read once it"
                                    + " has come to rest",
                            ValueReaders.duration(Duration.ofMillis(100), Duration.ofDays(1))));

    static {
        ALL.addAll(IdentityKeys.all());
    }

    static final Key<Boolean> GATE_DENY_PAGE =
            add(
                    Key.single(
                            "gate.deny-page",
                            "`true`, `false`",
                            null,
                            "whether a refusal carries a page for the end user; if absent, not under profile `nginx`,"
                                    + " which drops it",
                            Keys::truth));

    static final Key<Duration> DENIALS_KEPT =
            add(
                    Key.single(
                            "denials.kept",
                            "duration",
                            "15m",
                            "how long a denied request can be looked up; in memory only",
                            ValueReaders.duration(Duration.ofSeconds(1), Duration.ofDays(1))));
    static final Key<Integer> DENIALS_PER_TENANT =
            add(
                    Key.single(
                            "denials.per-tenant",
                            "4 to 10000",
                            "64",
                            "the most denied requests of one tenant that are kept",
                            ValueReaders.number(4, 10_000)));
    static final Key<Integer> DENIALS_MOST =
            add(
                    Key.single(
                            "denials.most",
                            "1 to 10000000",
                            "50000",
                            "the most denied requests of all tenants that are kept, besides four of each",
                            ValueReaders.number(1, 10_000_000)));

    static {
        ALL.addAll(DecisionLogKeys.all());
        ALL.addAll(WebhookKeys.all());
        ALL.addAll(PublisherConfigurationKeys.all());
        ALL.addAll(FeedKeys.all());
        ALL.addAll(CompatKeys.all());
    }

    static final Key<Duration> OBSERVATIONS_INTERVAL =
            add(
                    Key.single(
                            "observations.interval",
                            "duration",
                            "5s",
                            "how often what the gate has counted is stored; the sudden end of the process loses that"
                                    + " much at most",
                            ValueReaders.duration(Duration.ofMillis(100), Duration.ofMinutes(5))));
    static final Key<Duration> OBSERVATIONS_RETENTION =
            add(
                    Key.single(
                            "observations.retention",
                            "duration",
                            "30d",
                            "how long observations are kept",
                            ValueReaders.duration(Duration.ofDays(1), Duration.ofDays(400))));
    static final Key<Integer> OBSERVATIONS_ANONYMOUS_CELLS =
            add(
                    Key.single(
                            "observations.anonymous-cells",
                            "1000 to 10000000",
                            "100000",
                            "the most cells that are kept of one tenant's anonymous traffic, about 100 bytes each;"
                                    + " what is beyond is folded",
                            ValueReaders.number(1000, 10_000_000)));
    static final Key<Integer> OBSERVATIONS_IDENTIFIED_CELLS =
            add(
                    Key.single(
                            "observations.identified-cells",
                            "1000 to 10000000",
                            "1000000",
                            "the most cells that are kept of one tenant's traffic with a principal",
                            ValueReaders.number(1000, 10_000_000)));

    static final Key<Integer> LIMITS_BULK_LINES =
            add(
                    Key.single(
                            "limits.bulk-lines",
                            "1 to 1000000",
                            "50000",
                            "the most lines of one import of tenants",
                            ValueReaders.number(1, 1_000_000)));
    static final Key<Integer> LIMITS_POLICY_ENTRIES =
            add(
                    Key.single(
                            "limits.policy-entries",
                            "1 to 1000000",
                            "10000",
                            "the most entries of a tenant's policy",
                            ValueReaders.number(1, 1_000_000)));
    static final Key<Integer> LIMITS_POLICY_RULES =
            add(
                    Key.single(
                            "limits.policy-rules",
                            "1 to 100000",
                            "1000",
                            "the most rules of a tenant's policy",
                            ValueReaders.number(1, 100_000)));
    static final Key<Integer> LIMITS_LIST_ENTRIES =
            add(
                    Key.single(
                            "limits.list-entries",
                            "1 to 1000000",
                            "50000",
                            "the most entries of a list",
                            ValueReaders.number(1, 1_000_000)));
    static final Key<Integer> LIMITS_LISTS =
            add(
                    Key.single(
                            "limits.lists",
                            "1 to 100000",
                            "200",
                            "the most lists of a tenant, and of the operator",
                            ValueReaders.number(1, 100_000)));
    static final Key<Integer> LIMITS_BODY_SIZE =
            add(
                    Key.single(
                            "limits.body-size",
                            "size",
                            "8MiB",
                            "the longest body of a request to the API",
                            ValueReaders.size(1024, 256 << 20)));
    static final Key<Integer> LIMITS_NESTING =
            add(
                    Key.single(
                            "limits.nesting",
                            "8 to 1000",
                            "32",
                            "how deep arrays and objects of a document may be nested",
                            ValueReaders.number(8, 1000)));

    private Keys() {}

    private static <T> Key<T> add(Key<T> key) {
        ALL.add(key);
        return key;
    }

    /** Returns all keys, in the order in which help shows them. */
    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    static Optional<Key<?>> find(String name) {
        return all().stream().filter(key -> key.name().equals(name)).findFirst();
    }

    static Optional<Key<?>> findByVariable(String variable) {
        return all().stream().filter(key -> key.variable().equals(variable)).findFirst();
    }

    private static java.util.function.Function<String, Integer> port() {
        return ValueReaders.number(0, 65_535);
    }

    private static String header(String text) {
        return new AddressHeader(text, AddressHeader.Syntax.LIST).name();
    }

    static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException("`" + text + "` is none of `true`, `false`");
        };
    }

    private static String clientId(String text) {
        if (!text.matches("[\\x21-\\x39\\x3B-\\x7E]{1,100}")) {
            throw new IllegalArgumentException(
                    "a client id is 1 to 100 visible ASCII characters without `:`");
        }
        return text;
    }

    private static String role(String text) {
        if (text.isBlank() || text.length() > 200) {
            throw new IllegalArgumentException("a role is 1 to 200 characters");
        }
        return text;
    }

    private static ChannelId channel(String text) {
        if (!ChannelId.isValid(text)) {
            throw new IllegalArgumentException("a channel is named `[a-z0-9][a-z0-9-]{0,62}`");
        }
        return new ChannelId(text);
    }

    private static String secret(String text) {
        if (text.isEmpty() || text.length() > 500) {
            throw new IllegalArgumentException("a secret is 1 to 500 characters");
        }
        return text;
    }
}
