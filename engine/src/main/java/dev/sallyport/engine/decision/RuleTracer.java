package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.EntryMatcher.Match;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Looks at single rules as semantics sections 3 and 4 are written, for one request to one tenant. */
final class RuleTracer {

    /* An entry that was looked at, a list taken apart into those it holds. */
    private record Seen(Entry entry, @Nullable ListName list, Match match) {}

    private final TenantState state;
    private final Request request;
    private final @Nullable IpAddress address;
    private final Instant instant;
    private final EntryMatcher matcher;

    RuleTracer(TenantState state, Request request) {
        this.state = state;
        this.request = request;
        address =
                request.client() instanceof ClientAddress.Determined known ? known.address() : null;
        instant = Instant.ofEpochMilli(request.epochMillis());
        matcher = new EntryMatcher(state);
    }

    RuleTrace trace(Rule rule) {
        boolean isDeny = rule.effect() == Effect.DENY;
        RuleTrace.State lifeState = stateOf(rule);
        List<RuleTrace.ScopePart> scope = scope(rule.scope());
        RuleTrace.Side sources = side(rule.sources(), isDeny);
        RuleTrace.Side except = side(rule.except(), !isDeny);
        boolean isInForce =
                lifeState == RuleTrace.State.IN_FORCE || lifeState == RuleTrace.State.EXPIRED;
        boolean isApplicable = isInForce && scope.stream().allMatch(RuleTrace.ScopePart::holds);
        boolean isSilenced =
                !isDeny
                        && request.channel() instanceof Channel.Ambiguous
                        && rule.scope().namesChannels();
        return new RuleTrace(
                rule.id(),
                rule.name(),
                rule.effect(),
                lifeState,
                scope,
                sources,
                except,
                isApplicable,
                isApplicable
                        && lifeState == RuleTrace.State.IN_FORCE
                        && !isSilenced
                        && sources.matching()
                        && !except.matching());
    }

    private RuleTrace.State stateOf(Rule rule) {
        if (!rule.life().enabled()) {
            return RuleTrace.State.DISABLED;
        }
        if (rule.onTrial()) {
            return RuleTrace.State.ON_TRIAL;
        }
        if (!rule.life().hasBegun(instant)) {
            return RuleTrace.State.NOT_BEGUN;
        }
        return rule.life().isPast(instant) ? RuleTrace.State.EXPIRED : RuleTrace.State.IN_FORCE;
    }

    /* Only the parts that a scope has; doubt about the door counts as held. */
    private List<RuleTrace.ScopePart> scope(Scope scope) {
        Principal principal = request.principal();
        List<RuleTrace.ScopePart> parts = new ArrayList<>();
        if (scope.namesChannels()) {
            RuleTrace.Part part =
                    scope.channels().isEmpty()
                            ? RuleTrace.Part.EXCEPT_CHANNELS
                            : RuleTrace.Part.CHANNELS;
            parts.add(
                    switch (request.channel()) {
                        case Channel.Ambiguous ignored -> new RuleTrace.ScopePart(part, true, true);
                        case Channel.Named named ->
                                new RuleTrace.ScopePart(
                                        part,
                                        part == RuleTrace.Part.CHANNELS
                                                ? scope.channels().contains(named.id())
                                                : !scope.exceptChannels().contains(named.id()),
                                        false);
                    });
        }
        addUnlessEmpty(
                parts,
                RuleTrace.Part.PRINCIPAL_KINDS,
                scope.principalKinds(),
                scope.principalKinds().contains(principal.kind()));
        addUnlessEmpty(
                parts,
                RuleTrace.Part.ROLES,
                scope.roles(),
                scope.roles().stream().anyMatch(principal.roles()::contains));
        String client = principal.clientId();
        addUnlessEmpty(
                parts,
                RuleTrace.Part.CLIENTS,
                scope.clients(),
                client != null && scope.clients().contains(client));
        return parts;
    }

    private static void addUnlessEmpty(
            List<RuleTrace.ScopePart> parts, RuleTrace.Part part, Set<?> members, boolean holds) {
        if (!members.isEmpty()) {
            parts.add(new RuleTrace.ScopePart(part, holds, false));
        }
    }

    private RuleTrace.Side side(List<Entry> entries, boolean doubtCounts) {
        int live = 0;
        boolean isMatching = false;
        List<Seen> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.life().isLive(instant)) {
                continue;
            }
            live++;
            List<Seen> seen = seen(entry);
            boolean isCertain = seen.stream().anyMatch(each -> each.match() == Match.YES);
            isMatching |= isCertain || (doubtCounts && !seen.isEmpty());
            found.addAll(seen);
        }
        return new RuleTrace.Side(
                entries.size(), live, isMatching, doubtCounts, mostSpecific(found));
    }

    /* What matches or is in doubt, of an entry or of the list it names. */
    private List<Seen> seen(Entry entry) {
        if (!(entry.source() instanceof Source.ListReference(ListName name))) {
            return kept(List.of(new Seen(entry, null, matcher.match(entry.source(), address))));
        }
        NetworkList list = state.lists().get(name);
        if (list == null) {
            return List.of(new Seen(entry, name, Match.DOUBT));
        }
        return kept(
                list.entries().stream()
                        .filter(inner -> inner.life().isLive(instant))
                        .map(inner -> new Seen(inner, name, matcher.match(inner.source(), address)))
                        .toList());
    }

    private static List<Seen> kept(List<Seen> seen) {
        return seen.stream().filter(each -> each.match() != Match.NO).toList();
    }

    private static List<RuleTrace.Found> mostSpecific(List<Seen> found) {
        return found.stream()
                .sorted(Comparator.comparing(Seen::entry, Explainer.MOST_SPECIFIC_ENTRY_FIRST))
                .limit(RuleTrace.Side.MAX_FOUND)
                .map(each ->
                        new RuleTrace.Found(
                                each.entry().id(),
                                each.entry().source(),
                                each.entry().label(),
                                each.list(),
                                each.match() == Match.YES))
                .toList();
    }
}
