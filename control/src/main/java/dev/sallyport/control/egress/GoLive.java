package dev.sallyport.control.egress;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.guard.Overrides;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpPrefix;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The use case that takes a listed prefix into use. Safe for use by several threads. */
public final class GoLive {

    private static final int MOST_NAMED = 50;

    private final Transactions transactions;

    /** Changes what is behind {@code transactions}. */
    public GoLive(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Takes a prefix into use; one that is in use already stays as it is.
     *
     * @param overrides the codes of refusals to go ahead in spite of, which needs the scope for it
     *     and a reason; each text may hold several, separated by commas
     */
    public Outcome<EgressRegion> live(
            String region, IpPrefix prefix, List<String> overrides, Origin origin) {
        return Overrides.parse(overrides, origin)
                .flatMap(allowed ->
                        transactions.<Outcome<EgressRegion>>write(repositories ->
                                live(repositories, region, prefix, allowed, origin)));
    }

    private static Outcome<EgressRegion> live(
            Repositories repositories,
            String name,
            IpPrefix prefix,
            Overrides overrides,
            Origin origin) {
        Optional<EgressRegion> found = repositories.egress().find(name);
        if (found.isEmpty()) {
            return EgressLists.unknown(name);
        }
        EgressRegion region = found.get();
        Optional<EgressPrefix> line =
                region.find(prefix).filter(each -> each.isListedAt(origin.at()));
        if (line.isEmpty()) {
            return Outcome.refused(
                    new Fault(
                            ProblemCode.EGRESS_PREFIX_UNKNOWN,
                            "/prefix",
                            "`" + prefix + "` is not listed in region `" + name + "`",
                            "write a prefix as it is listed"));
        }
        if (region.live().containsKey(prefix)) {
            return Outcome.done(region);
        }
        Set<ProblemCode> overridden = EnumSet.noneOf(ProblemCode.class);
        FaultList standing = new FaultList();
        for (Fault fault : faults(repositories, name, line.get(), origin)) {
            if (overrides.codes().contains(fault.code())) {
                overridden.add(fault.code());
            } else {
                standing.add(fault);
            }
        }
        if (!standing.isEmpty()) {
            Fault first = standing.kept().getFirst();
            return Outcome.refused(standing.toProblem(first.code(), first.detail()));
        }
        EgressRegion after = region.live(prefix, origin.at());
        repositories.egress().put(after);
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.EGRESS_LIVE, origin, null)
                                .target(name + ":" + prefix)
                                .overriding(overridden.stream().map(ProblemCode::code).toList())
                                .altering(
                                        List.of(
                                                new Alteration(
                                                        "/live", "", origin.at().toString()))));
        repositories.changes().add(new Change.EgressChanged(name));
        return Outcome.done(after);
    }

    private static FaultList faultsOf(EgressPrefix line, Origin origin) {
        FaultList faults = new FaultList();
        if (line.notBefore().isAfter(origin.at())) {
            faults.add(
                    ProblemCode.EGRESS_NOT_YET,
                    "/prefix",
                    "`"
                            + line.prefix()
                            + "` was promised not to be used before "
                            + line.notBefore(),
                    "wait until then");
        }
        return faults;
    }

    private static List<Fault> faults(
            Repositories repositories, String name, EgressPrefix line, Origin origin) {
        FaultList faults = faultsOf(line, origin);
        switch (EgressImpact.of(repositories, name, line.prefix())) {
            case Outcome.Refused<EgressImpact.Result>(Problem problem) ->
                    problem.faults().forEach(faults::add);
            case Outcome.Done<EgressImpact.Result>(EgressImpact.Result impact) -> {
                if (impact.notOpen() > 0) {
                    notOpen(impact, faults);
                }
            }
        }
        return faults.kept();
    }

    private static void notOpen(EgressImpact.Result impact, FaultList faults) {
        impact.tenants().stream()
                .filter(each -> each.state() == Openness.State.NOT_OPEN)
                .limit(MOST_NAMED)
                .forEach(each ->
                        faults.add(
                                ProblemCode.EGRESS_CUSTOMERS_NOT_OPEN,
                                "/prefix",
                                "tenant `"
                                        + each.tenant()
                                        + "` has not opened for `"
                                        + impact.prefix()
                                        + "`"
                                        + (each.serial() == null
                                                ? ": an agent of its has acknowledged nothing"
                                                : ": it has serial " + each.serial()),
                                "ask its people to follow the list"));
        int more = impact.notOpen() - MOST_NAMED;
        if (more > 0) {
            faults.add(
                    ProblemCode.EGRESS_CUSTOMERS_NOT_OPEN,
                    "/prefix",
                    more + " more tenants have not opened",
                    "ask for the impact of the prefix");
        }
    }
}
