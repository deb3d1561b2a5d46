package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * The rules of one policy compiled for one stretch of time: steps 2, 3, 4, 6 and 7 of semantics section 5. Immutable;
 * evaluating allocates nothing. Rules are numbered in ASCII order of their ids, so the lowest bit that is set is the
 * matching rule with the smallest id.
 */
final class RuleTable {

    /* Outcomes that no rule determines; the others are rule numbers. */
    static final int CLIENT_NOT_AUTHORIZED = -1;
    static final int NOT_IN_ALLOW_LIST = -2;
    static final int NO_RESTRICTION = -3;

    private static final int NONE = Integer.MIN_VALUE;

    private final ClientAuthorization authorizedClients;
    private final SourceIndex sources;
    private final int words;

    /* Rules that can match: in force and not past their end; by effect. */
    private final long[] deny;
    private final long[] allow;

    /* Per rule its scope, null where it holds for all. */
    private final @Nullable CompiledScope[] scopes;

    /* Whether some ALLOW rule in force holds for all; else the distinct scopes of ALLOW rules in force. */
    private final boolean restrictsAll;
    private final CompiledScope[] restrictingScopes;

    RuleTable(
            ClientAuthorization authorizedClients,
            SourceIndex sources,
            long[] deny,
            long[] allow,
            @Nullable CompiledScope[] scopes,
            boolean restrictsAll,
            CompiledScope[] restrictingScopes) {
        this.authorizedClients = authorizedClients;
        this.sources = sources;
        this.words = deny.length;
        this.deny = deny;
        this.allow = allow;
        this.scopes = scopes;
        this.restrictsAll = restrictsAll;
        this.restrictingScopes = restrictingScopes;
    }

    /** Returns how many words hold one bit for each of {@code ruleCount} rules. */
    static int words(int ruleCount) {
        return (ruleCount + Long.SIZE - 1) / Long.SIZE;
    }

    /**
     * Returns the number of the determining rule or one of the outcomes above; null stands for an
     * undetermined address.
     */
    int evaluate(@Nullable IpAddress address, Channel channel, Principal principal) {
        if (!clientAuthorized(principal)) {
            return CLIENT_NOT_AUTHORIZED;
        }
        int allowing = NONE;
        for (int word = 0; word < words; word++) {
            long candidates = deny[word] | (allowing == NONE ? allow[word] : 0);
            if (candidates == 0) {
                continue;
            }
            long matching = candidates & sources.matching(address, word);
            if (matching != 0) {
                matching &= ~sources.matching(address, words + word);
            }
            int denying = firstInScope(matching & deny[word], word, channel, principal);
            if (denying != NONE) {
                return denying;
            }
            if (allowing == NONE) {
                allowing = firstAllowing(matching & allow[word], word, channel, principal);
            }
        }
        if (allowing != NONE) {
            return allowing;
        }
        return restricts(channel, principal) ? NOT_IN_ALLOW_LIST : NO_RESTRICTION;
    }

    private int firstInScope(long rules, int word, Channel channel, Principal principal) {
        for (long rest = rules; rest != 0; rest &= rest - 1) {
            int rule = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
            CompiledScope scope = scopes[rule];
            if (scope == null || scope.holds(channel, principal)) {
                return rule;
            }
        }
        return NONE;
    }

    /* On an ambiguous path an ALLOW rule with a channel scope matches nothing, semantics section 4. */
    private int firstAllowing(long rules, int word, Channel channel, Principal principal) {
        boolean ambiguous = channel instanceof Channel.Ambiguous;
        for (long rest = rules; rest != 0; rest &= rest - 1) {
            int rule = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
            CompiledScope scope = scopes[rule];
            if (scope == null
                    || (!(ambiguous && scope.namesChannels()) && scope.holds(channel, principal))) {
                return rule;
            }
        }
        return NONE;
    }

    private boolean restricts(Channel channel, Principal principal) {
        if (restrictsAll) {
            return true;
        }
        for (CompiledScope scope : restrictingScopes) {
            if (scope.holds(channel, principal)) {
                return true;
            }
        }
        return false;
    }

    private boolean clientAuthorized(Principal principal) {
        if (authorizedClients == ClientAuthorization.IGNORE
                || (principal.kind() != PrincipalKind.USER
                        && principal.kind() != PrincipalKind.CLIENT)) {
            return true;
        }
        Set<String> authorized = principal.authorizedClients();
        if (authorized == null) {
            return authorizedClients == ClientAuthorization.WHEN_PRESENT;
        }
        String client = principal.clientId();
        return client != null && authorized.contains(client);
    }

    /** Returns the effect of a rule whose number {@link #evaluate} returned. */
    Effect effect(int rule) {
        return ((deny[rule / Long.SIZE] >>> rule) & 1) != 0 ? Effect.DENY : Effect.ALLOW;
    }

    /**
     * Returns the addresses by the sides of rules that hold them: see {@link
     * SourceIndex#addressMap}.
     */
    AddressMap addressMap(List<List<IpRange>> ranges) {
        return sources.addressMap(ranges);
    }
}
