package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Life;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/* One request before one state of a tenant, with the facts in the form in which the oracle reads them. */
record Situation(TenantState state, Request request, @Nullable Octets address) {

    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger NANOS_PER_MILLI = BigInteger.valueOf(1_000_000);

    static Situation of(TenantState state, Request request) {
        Octets address =
                switch (request.client()) {
                    // Section 2.4: "IPv4-mapped IPv6 becomes IPv4 once, on the 16 bytes."
                    case ClientAddress.Determined determined ->
                            Octets.of(determined.address()).unmapped();
                    case ClientAddress.Undetermined ignored -> null;
                };
        return new Situation(state, request, address);
    }

    /* Section 3: "It is live at instant t if enabled and notBefore <= t < expiresAt." */
    boolean isLive(Life life) {
        return life.enabled() && hasBegun(life) && !isPast(life);
    }

    boolean hasBegun(Life life) {
        return nanos(life.notBefore()).compareTo(now()) <= 0;
    }

    boolean isPast(Life life) {
        return now().compareTo(nanos(life.expiresAt())) >= 0;
    }

    private BigInteger now() {
        return BigInteger.valueOf(request.epochMillis()).multiply(NANOS_PER_MILLI);
    }

    private static BigInteger nanos(Instant instant) {
        return BigInteger.valueOf(instant.getEpochSecond())
                .multiply(NANOS_PER_SECOND)
                .add(BigInteger.valueOf(instant.getNano()));
    }

    /* Section 3: "Grants and exemptions never apply in doubt", so neither without an address nor by an embedded one. */
    boolean isCertainlyInside(List<IpRange> ranges) {
        if (address == null) {
            return false;
        }
        for (IpRange range : ranges) {
            if (address.isInside(range)) {
                return true;
            }
        }
        return false;
    }
}
