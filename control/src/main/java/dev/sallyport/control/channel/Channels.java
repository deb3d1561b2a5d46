package dev.sallyport.control.channel;

import dev.sallyport.control.audit.Alterations;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.confirm.Bases;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The use cases about the channels of the deployment. Safe for use by several threads. */
public final class Channels {

    private final Transactions transactions;

    /** Keeps channels behind {@code transactions}. */
    public Channels(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the declarations in the order in which they were given. */
    public List<ChannelDeclaration> get() {
        return transactions.read(repositories -> repositories.channels().all());
    }

    /**
     * Replaces all declarations. Refused with every fault if one is invalid, and if a channel that
     * is to go is named in the active policy of a tenant, whose meaning would change without its
     * knowledge.
     */
    public Outcome<List<ChannelDeclaration>> replace(
            List<ChannelDeclaration> declarations, Origin origin) {
        FaultList faults = ChannelValidation.validate(declarations);
        if (!faults.isEmpty()) {
            return Outcome.refused(
                    faults.toProblem(
                            ProblemCode.REQUEST_INVALID,
                            "the channels have " + faults.size() + " faults"));
        }
        return transactions.write(repositories -> {
            FaultList inUse = inUse(repositories, declarations);
            if (!inUse.isEmpty()) {
                return Outcome.refused(
                        inUse.toProblem(
                                ProblemCode.CHANNEL_IN_USE, inUse.kept().getFirst().detail()));
            }
            List<ChannelDeclaration> before = repositories.channels().all();
            repositories.channels().replace(declarations);
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.CHANNELS_REPLACED, origin, null)
                                    .altering(
                                            new Alterations()
                                                    .compareAll(
                                                            "", paths(before), paths(declarations))
                                                    .toList()));
            repositories.changes().add(new Change.ChannelsReplaced());
            return Outcome.done(declarations);
        });
    }

    /* A channel without paths is there too. */
    private static Map<String, String> paths(List<ChannelDeclaration> declarations) {
        Map<String, String> paths = new LinkedHashMap<>();
        declarations.forEach(declaration ->
                paths.put(
                        declaration.id().value(),
                        declaration.paths().isEmpty()
                                ? "no paths"
                                : String.join(" ", declaration.paths())));
        return paths;
    }

    private static FaultList inUse(
            Repositories repositories, List<ChannelDeclaration> declarations) {
        Set<ChannelId> going = new HashSet<>();
        repositories.channels().all().forEach(declaration -> going.add(declaration.id()));
        declarations.forEach(declaration -> going.remove(declaration.id()));
        Map<ChannelId, Integer> users = new TreeMap<>();
        if (!going.isEmpty()) {
            repositories
                    .tenants()
                    .forEach(
                            tenant ->
                                    named(tenant.revision().policy()).stream()
                                            .filter(going::contains)
                                            .forEach(id -> users.merge(id, 1, Integer::sum)),
                            unreadable -> {
                                // It decides nothing, so no channel means anything to it.
                            });
        }
        if (!going.isEmpty()) {
            Bases.of(repositories)
                    .values()
                    .forEach(base ->
                            named(base).stream()
                                    .filter(going::contains)
                                    .forEach(id -> users.merge(id, 1, Integer::sum)));
        }
        FaultList faults = new FaultList();
        users.forEach((id, count) ->
                faults.add(
                        ProblemCode.CHANNEL_IN_USE,
                        "",
                        "channel `" + id + "` is named in the policies of " + count + " tenants",
                        "keep it, or take it out of the policies first"));
        return faults;
    }

    private static Set<ChannelId> named(Policy policy) {
        Set<ChannelId> ids = new HashSet<>();
        for (Rule rule : policy.rules()) {
            ids.addAll(rule.scope().channels());
            ids.addAll(rule.scope().exceptChannels());
        }
        return ids;
    }
}
