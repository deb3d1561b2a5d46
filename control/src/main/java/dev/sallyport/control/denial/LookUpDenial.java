package dev.sallyport.control.denial;

import dev.sallyport.control.check.CheckPolicy;
import dev.sallyport.control.check.CheckSubmission;
import dev.sallyport.control.check.Checked;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The use case that says why a request was denied. Safe for use by several threads. */
public final class LookUpDenial {

    private final RecentDenials denials;
    private final CheckPolicy check;

    /** Looks into {@code denials} and explains by {@code check}. */
    public LookUpDenial(RecentDenials denials, CheckPolicy check) {
        this.denials = denials;
        this.check = check;
    }

    /**
     * Returns a denial of one tenant; another tenant's is one that does not exist.
     *
     * @param requestId the id as its answer carried it
     */
    public Outcome<ExplainedDenial> ofTenant(TenantId tenant, String requestId) {
        return find(requestId)
                .filter(denial -> tenant.equals(denial.tenant()))
                .map(this::explained)
                .orElseGet(LookUpDenial::unknown);
    }

    /**
     * Returns a denial of whichever tenant, or of none.
     *
     * @param requestId the id as its answer carried it
     */
    public Outcome<ExplainedDenial> ofAny(String requestId) {
        return find(requestId).map(this::explained).orElseGet(LookUpDenial::unknown);
    }

    private Optional<Denial> find(String requestId) {
        return RequestId.parse(requestId).flatMap(denials::find);
    }

    private static Outcome<ExplainedDenial> unknown() {
        return Outcome.refused(
                ProblemCode.DENIAL_UNKNOWN, "no denied request with this id is remembered");
    }

    private Outcome<ExplainedDenial> explained(Denial denial) {
        return Outcome.done(new ExplainedDenial(denial, explanation(denial)));
    }

    private @Nullable Decision explanation(Denial denial) {
        TenantId tenant = denial.tenant();
        Channel channel = denial.channel();
        Principal principal = denial.principal();
        if (tenant == null || channel == null || principal == null) {
            return null;
        }
        Instant at = Instant.ofEpochMilli(denial.epochMillis());
        CheckSubmission request =
                new CheckSubmission(
                        denial.client(), channel, principal, at, denial.verdict().revision());
        return check.check(tenant, request, at) instanceof Outcome.Done<Checked>(Checked checked)
                        && isSame(checked.decision().verdict(), denial.verdict())
                ? checked.decision()
                : null;
    }

    private static boolean isSame(Verdict now, Verdict then) {
        return now.evaluated() == then.evaluated() && now.reason().equals(then.reason());
    }
}
