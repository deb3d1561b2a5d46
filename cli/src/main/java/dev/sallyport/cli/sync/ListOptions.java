package dev.sallyport.cli.sync;

import dev.sallyport.agent.plan.PlanRules;
import dev.sallyport.agent.sync.OwnAddresses;
import dev.sallyport.agent.sync.SyncSettings;
import dev.sallyport.agent.sync.SyncSettings.Format;
import dev.sallyport.agent.sync.Trust;
import dev.sallyport.egress.document.DocumentLimits;
import dev.sallyport.egress.document.Tolerance;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose.Use;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/* What the agent takes of a list, and how carefully. */
final class ListOptions {

    @SuppressWarnings("ImmutableEnumChecker")
    enum Tolerated {
        UNSORTED(EnumSet.noneOf(Use.class)),
        DUPLICATES(EnumSet.noneOf(Use.class)),
        PRIVATE(EnumSet.of(Use.PRIVATE, Use.SHARED, Use.LOOPBACK, Use.LINK_LOCAL)),
        DOCUMENTATION(EnumSet.of(Use.DOCUMENTATION)),
        RESERVED(EnumSet.of(Use.MULTICAST, Use.BENCHMARKING, Use.TRANSLATION, Use.OTHER));

        private final EnumSet<Use> uses;

        Tolerated(EnumSet<Use> uses) {
            this.uses = uses;
        }
    }

    @Option(
            names = "--format",
            paramLabel = "rich|json|yaml|text",
            description =
                    "Of which kind an unsigned list is; by the ending of the URL if not said.")
    private @Nullable Format format;

    @Option(
            names = "--direction",
            paramLabel = "outbound|inbound|both",
            defaultValue = "OUTBOUND",
            description = "Which prefixes are taken; outbound if not said: those that call you.")
    private Direction direction = Direction.OUTBOUND;

    @Option(names = "--service", paramLabel = "NAME", description = "Takes those of one service.")
    private @Nullable String service;

    @Option(
            names = "--only",
            paramLabel = "ipv4|ipv6",
            description = "Takes prefixes of one family and leaves the others out.")
    private @Nullable IpFamily only;

    @Option(
            names = "--family",
            paramLabel = "ipv4|ipv6",
            description = "Refuses a list that holds a prefix of the other family.")
    private @Nullable IpFamily family;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            converter = Durations.class,
            defaultValue = "7d",
            description = "How long an address stays that is listed no more; 7d if not said.")
    private Duration grace = Duration.ofDays(7);

    @Option(
            names = "--longest-hold",
            paramLabel = "DURATION",
            converter = Durations.class,
            description =
                    "How long at most one stays that has come back before; 30d, or the grace if that"
                            + " is longer.")
    private @Nullable Duration longestHold;

    @Option(
            names = "--shrink-limit",
            paramLabel = "PERCENT",
            defaultValue = "30",
            description =
                    "How much of a list may disappear at once, 0 to 99 percent; 30 if not said.")
    private int shrinkLimit = 30;

    @Option(
            names = "--take-older",
            description = "Takes a list with a smaller serial than the last one.")
    private boolean takeOlder;

    @Option(
            names = "--tolerate",
            paramLabel = "WHAT",
            split = ",",
            description =
                    "Puts up with unsorted or duplicates in a plain file, or with private,"
                            + " documentation or reserved addresses. May be given several times.")
    private List<Tolerated> tolerated = List.of();

    @Option(
            names = "--protect",
            paramLabel = "PREFIX",
            split = ",",
            description =
                    "Addresses that belong at the target whatever is published, such as those you"
                            + " manage it from. May be given several times.")
    private List<String> protect = List.of();

    @Option(
            names = "--no-detect",
            description =
                    "Does not look for the gateways, resolvers and the session of this machine,"
                            + " whose addresses are otherwise never removed.")
    private boolean noDetect;

    @Option(
            names = "--max-prefixes",
            paramLabel = "NUMBER",
            defaultValue = "100000",
            description = "The longest list that is read; 100000 if not said.")
    private int mostPrefixes = 100_000;

    @Option(
            names = "--clock-skew",
            paramLabel = "DURATION",
            converter = Durations.class,
            defaultValue = "10m",
            description = "How far clocks may be apart; 10m if not said.")
    private Duration skew = Duration.ofMinutes(10);

    SyncSettings settings(
            URI from, boolean unsigned, Trust trust, Map<String, String> environment) {
        Set<Tolerated> given = tolerated.isEmpty() ? Set.of() : EnumSet.copyOf(tolerated);
        EnumSet<Use> uses = EnumSet.noneOf(Use.class);
        given.forEach(each -> uses.addAll(each.uses));
        List<IpPrefix> keep = new ArrayList<>();
        for (String text : protect) {
            try {
                keep.add(IpPrefix.parse(text));
            } catch (AddressSyntaxException noPrefix) {
                throw new IllegalArgumentException("--protect: " + noPrefix.getMessage());
            }
        }
        Duration longest = longestHold;
        if (longest == null) {
            longest = grace.compareTo(Duration.ofDays(30)) > 0 ? grace : Duration.ofDays(30);
        }
        return new SyncSettings(
                from,
                unsigned ? unsignedFormat(from) : Format.SIGNED,
                trust,
                direction,
                service,
                families(only),
                families(family),
                new PlanRules(grace, longest, Duration.ofDays(90), shrinkLimit),
                new Tolerance(
                        given.contains(Tolerated.UNSORTED), given.contains(Tolerated.DUPLICATES)),
                uses,
                IpSet.ofPrefixes(keep),
                noDetect
                        ? IpSet.EMPTY
                        : OwnAddresses.detect(
                                Path.of("/"), environment.getOrDefault("SSH_CONNECTION", "")),
                takeOlder,
                skew,
                new DocumentLimits(DocumentLimits.DEFAULT.bytes(), mostPrefixes));
    }

    private Format unsignedFormat(URI from) {
        if (format != null && format != Format.SIGNED) {
            return format;
        }
        String path = String.valueOf(from.getPath());
        if (path.endsWith(".yaml") || path.endsWith(".yml")) {
            return Format.YAML;
        }
        if (path.endsWith(".txt")) {
            return Format.TEXT;
        }
        return path.endsWith("egress.json") || path.matches("/?") ? Format.RICH : Format.JSON;
    }

    private static Set<IpFamily> families(@Nullable IpFamily one) {
        return one == null ? Set.of(IpFamily.values()) : Set.of(one);
    }
}
