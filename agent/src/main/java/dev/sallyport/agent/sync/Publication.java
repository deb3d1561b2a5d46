package dev.sallyport.agent.sync;

import dev.sallyport.agent.plan.Refusal;
import dev.sallyport.egress.fetch.Validators;
import dev.sallyport.egress.signature.TrustedKeys;
import dev.sallyport.engine.address.IpPrefix;
import java.util.List;

/** What came of asking for the list. */
sealed interface Publication {

    /* A list that may be taken. */
    record Taken(
            String region,
            long serial,
            String sha256,
            List<IpPrefix> prefixes,
            TrustedKeys keys,
            Validators validators)
            implements Publication {}

    /* The list is the one that was taken last; whom to believe may have changed all the same. */
    record Same(TrustedKeys keys) implements Publication {}

    /* The list is not taken. */
    record Refused(Refusal refusal, List<String> more) implements Publication {
        Refused(String code, String detail, String hint) {
            this(new Refusal(code, detail, hint), List.of());
        }
    }

    /* There is none to be had. */
    record Unavailable(Refusal refusal) implements Publication {}
}
