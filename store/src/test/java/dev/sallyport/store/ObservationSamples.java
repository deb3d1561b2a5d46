package dev.sallyport.store;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cells made by hand and by chance. */
final class ObservationSamples {

    static final TenantId ACME = new TenantId("acme");
    static final TenantId ZETA = new TenantId("zeta");

    /** 2025-11-01T00:00:00Z. */
    static final long HOUR = 489_672;

    static final Principal ALICE = user("alice");

    static final List<Outcome> OUTCOMES =
            List.of(
                    Outcome.UNDECIDED,
                    new Outcome(
                            7,
                            Mode.MONITOR,
                            Effect.DENY,
                            Effect.ALLOW,
                            new Reason.DeniedByRule(new RuleId("office")),
                            Effect.ALLOW,
                            null),
                    new Outcome(
                            8,
                            Mode.ENFORCE,
                            Effect.ALLOW,
                            Effect.ALLOW,
                            new Reason.Granted("a grant: 7 | \n"),
                            null,
                            Effect.DENY));

    private ObservationSamples() {}

    static Principal user(String id) {
        return new Principal(PrincipalKind.USER, id, Set.of("admin", "a b"), "web", Set.of());
    }

    static Observation cell(String address, long hour, long count) {
        return cell(ACME, IpAddress.parse(address), hour, Principal.ANONYMOUS, count, 0);
    }

    static Observation cell(
            TenantId tenant,
            @Nullable IpAddress address,
            long hour,
            Principal principal,
            long count,
            long millis) {
        return new Observation(
                tenant,
                hour,
                address == null ? null : Observation.networkOf(address),
                Channel.OTHER,
                principal,
                Outcome.UNDECIDED,
                address,
                address == null ? null : new CountryCode("FR"),
                address == null ? 0 : 64_496,
                count,
                hour * Observation.HOUR_MILLIS + millis,
                hour * Observation.HOUR_MILLIS + millis + 10);
    }

    /** Returns a cell in which everything is drawn, from few enough values to meet again. */
    static Observation drawn(Random random, TenantId tenant, int addresses) {
        long hour = HOUR + random.nextInt(100);
        int host = random.nextInt(addresses);
        IpAddress address =
                switch (random.nextInt(10)) {
                    case 0 -> null;
                    case 1, 2, 3 ->
                            IpAddress.ipv6(
                                    0xA001_0DB8_0000_0000L + (long) host * 0x9E37L,
                                    random.nextLong());
                    default -> IpAddress.ipv4(host * 0x9E37_79B1);
                };
        Principal principal =
                random.nextBoolean() ? Principal.ANONYMOUS : user("user" + random.nextInt(20));
        long first = hour * Observation.HOUR_MILLIS + random.nextInt(3_600_000);
        return new Observation(
                tenant,
                hour,
                address == null ? null : Observation.networkOf(address),
                switch (random.nextInt(3)) {
                    case 0 -> Channel.OTHER;
                    case 1 -> Channel.AMBIGUOUS;
                    default -> Channel.of(new ChannelId("api"));
                },
                principal,
                OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                address,
                address == null ? null : new CountryCode(random.nextBoolean() ? "FR" : "ZZ"),
                address == null ? 0 : random.nextInt(3),
                1 + random.nextInt(5),
                first,
                first + random.nextInt(1000));
    }
}
