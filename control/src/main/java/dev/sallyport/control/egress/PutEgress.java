package dev.sallyport.control.egress;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.guard.Overrides;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.egress.list.EgressList;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The use case that makes or replaces the list of a region. Either the whole list is durably
 * published under the next serial, with its audit record, or nothing was changed; a list that is
 * sent as it stands stays as it is. Safe for use by several threads.
 */
public final class PutEgress {

    /**
     * What is there now.
     *
     * @param region the region
     * @param made whether there was none before
     */
    public record Result(EgressRegion region, boolean made) {}

    private final Transactions transactions;
    private final EgressTerms terms;
    private final EgressPublishing publishing;

    /** Publishes behind {@code transactions} what {@code documents} writes. */
    public PutEgress(Transactions transactions, EgressTerms terms, EgressDocuments documents) {
        this.transactions = transactions;
        this.terms = terms;
        publishing = new EgressPublishing(documents, terms);
    }

    /**
     * Makes or replaces the list of a region. The first list of a region says what is in use
     * already, so it needs no notice.
     *
     * @param match what the caller knows of the list it replaces
     * @param overrides the codes of refusals to go ahead in spite of, which needs the scope for it
     *     and a reason; each text may hold several, separated by commas
     */
    public Outcome<Result> put(
            String region,
            EgressSubmission submission,
            Precondition match,
            List<String> overrides,
            Origin origin) {
        if (!EgressList.isRegionName(region)) {
            return Outcome.refused(
                    ProblemCode.EGRESS_REGION_INVALID,
                    "region "
                            + Quoted.text(region)
                            + " is not of the form `[a-z0-9][a-z0-9-]{0,62}`");
        }
        return Overrides.parse(overrides, origin)
                .flatMap(allowed ->
                        transactions.<Outcome<Result>>write(repositories ->
                                put(repositories, region, submission, match, allowed, origin)));
    }

    private Outcome<Result> put(
            Repositories repositories,
            String name,
            EgressSubmission submission,
            Precondition match,
            Overrides overrides,
            Origin origin) {
        EgressRegion before = repositories.egress().find(name).orElse(null);
        Optional<Problem> unmet =
                unmet(match, before, name).or(() -> excess(repositories, before, submission));
        if (unmet.isPresent()) {
            return Outcome.refused(unmet.get());
        }
        EgressResolution resolution =
                new EgressResolution(
                        before,
                        submission,
                        terms,
                        overrides,
                        origin.at().truncatedTo(ChronoUnit.SECONDS));
        if (!resolution.invalid().isEmpty()) {
            FaultList faults = resolution.invalid();
            resolution.standing().kept().forEach(faults::add);
            return Outcome.refused(
                    faults.toProblem(
                            ProblemCode.EGRESS_INVALID, faults.kept().getFirst().detail()));
        }
        if (!resolution.standing().isEmpty()) {
            Fault first = resolution.standing().kept().getFirst();
            return Outcome.refused(resolution.standing().toProblem(first.code(), first.detail()));
        }
        if (before != null && before.list().prefixes().equals(resolution.prefixes())) {
            return Outcome.done(new Result(before, false));
        }
        Set<ProblemCode> overridden = resolution.overridden();
        EgressRegion after =
                publishing.publish(
                        repositories,
                        before,
                        name,
                        resolution.prefixes(),
                        resolution.live(),
                        overridden,
                        origin);
        return Outcome.done(new Result(after, before == null));
    }

    private static Optional<Problem> unmet(
            Precondition match, @Nullable EgressRegion before, String name) {
        return switch (match) {
            case Precondition.Absent ignored ->
                    before == null
                            ? Optional.empty()
                            : Optional.of(
                                    Problem.of(
                                            ProblemCode.EGRESS_PRECONDITION_REQUIRED,
                                            "region `"
                                                    + name
                                                    + "` is there already, and the header `If-Match` is missing"));
            case Precondition.Any ignored ->
                    before == null
                            ? Optional.empty()
                            : stale(
                                    "`*` is honoured only where there is nothing yet, and region `"
                                            + name
                                            + "` is there already");
            case Precondition.OneOf(Set<String> tags) ->
                    before != null && tags.contains(before.entityTag())
                            ? Optional.empty()
                            : stale(
                                    before == null
                                            ? "there is no region `" + name + "` yet"
                                            : "the region has changed since the one named in `If-Match`");
        };
    }

    private static Optional<Problem> stale(String detail) {
        return Optional.of(Problem.of(ProblemCode.EGRESS_STALE, detail));
    }

    private Optional<Problem> excess(
            Repositories repositories, @Nullable EgressRegion before, EgressSubmission submission) {
        if (submission.prefixes().size() > terms.prefixes()) {
            String detail = "the list has " + submission.prefixes().size() + " prefixes";
            return Optional.of(
                    Problem.of(
                            ProblemCode.EGRESS_TOO_MANY_PREFIXES,
                            detail,
                            List.of(
                                    new Fault(
                                            ProblemCode.EGRESS_TOO_MANY_PREFIXES,
                                            "/prefixes",
                                            detail,
                                            "at most " + terms.prefixes() + " are possible"))));
        }
        boolean isFull =
                before == null && repositories.egress().regions().size() >= terms.regions();
        return isFull
                ? Optional.of(
                        Problem.of(
                                ProblemCode.EGRESS_TOO_MANY_REGIONS,
                                "there are " + terms.regions() + " regions already"))
                : Optional.empty();
    }
}
