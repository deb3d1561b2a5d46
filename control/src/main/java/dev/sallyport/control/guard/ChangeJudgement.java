package dev.sallyport.control.guard;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the guards of publishing say against a change that is no policy and still alters what
 * tenants decide, such as that of a list. Only what the change itself brings about counts: a tenant
 * that was badly off before keeps nobody else's list from being mended. For one change and one
 * thread.
 */
public final class ChangeJudgement {

    private final List<ChannelDeclaration> channels;
    private final Origin origin;
    private final Objections objections;
    private final ImpactSum impact = new ImpactSum();

    /**
     * Judges a change.
     *
     * @param overrides what the caller goes ahead in spite of
     * @param channels the declared channels
     * @param origin who changes, from where and when
     */
    public ChangeJudgement(Overrides overrides, List<ChannelDeclaration> channels, Origin origin) {
        this.channels = List.copyOf(channels);
        this.origin = origin;
        objections = new Objections(overrides);
    }

    /**
     * Adds what speaks against one tenant's state becoming another.
     *
     * @param before its state as it is, enforcing
     * @param after its state as it would be, enforcing
     * @param pointer the place of the submission that is to blame
     * @param about begins the detail of every objection; empty, or the tenant it is about
     * @param witnesses whose access of that tenant it is judged by
     */
    public void judge(
            TenantState before,
            TenantState after,
            String pointer,
            String about,
            Witnesses witnesses) {
        Candidate candidate = new Candidate(before, after, channels, witnesses, origin);
        Objections found = new Objections(Overrides.NONE);
        PublishGuards.judgeOthers(candidate, found);
        if (!found.all().isEmpty()) {
            Objections former = new Objections(Overrides.NONE);
            PublishGuards.judgeOthers(
                    new Candidate(before, before, channels, witnesses, origin), former);
            found.all().removeAll(former.all());
        }
        impact.add(LockOutGuard.judge(candidate, true, found));
        for (Fault fault : found.all()) {
            objections.add(fault.code(), pointer, about + fault.detail(), fault.hint());
        }
    }

    /** Returns whom the change hits, of all the tenants that were judged. */
    public Impact impact() {
        return impact.sum();
    }

    /**
     * Returns whether the guards could say anything against a list in whatever policy names it, so
     * that twenty thousand policies need not be looked at for nothing. They cannot if it holds an
     * entry that lives from now on for ever, nothing that needs data which is not loaded, and comes
     * from nobody who could lock themselves out.
     */
    public boolean isNeeded(NetworkList list, GeoData geoData) {
        return origin.caller().ownTenant().isPresent()
                || list.entries().stream().noneMatch(entry -> livesOn(entry, origin.at()))
                || list.entries().stream().anyMatch(entry -> lacksData(entry, geoData));
    }

    private static boolean livesOn(Entry entry, Instant now) {
        return entry.life().isLive(now) && entry.life().expiresAt().equals(Instant.MAX);
    }

    private static boolean lacksData(Entry entry, GeoData geoData) {
        return switch (entry.source()) {
            case Source.Country ignored ->
                    !geoData.hasCountries(IpFamily.IPV4) || !geoData.hasCountries(IpFamily.IPV6);
            case Source.Asn ignored ->
                    !geoData.hasAsns(IpFamily.IPV4) || !geoData.hasAsns(IpFamily.IPV6);
            case Source.Network ignored -> false;
            case Source.Range ignored -> false;
            case Source.ListReference ignored -> false;
            case Source.Any ignored -> false;
        };
    }

    /** Returns when the change is made. */
    public Instant at() {
        return origin.at();
    }

    /** Notes that not everybody was looked at who might be hit. */
    public void cut() {
        impact.cut();
    }

    /** Returns what was said and not overridden. */
    public FaultList standing() {
        return objections.standing();
    }

    /** Returns the codes of what was overridden. */
    public Set<ProblemCode> overridden() {
        return objections.overridden();
    }
}
