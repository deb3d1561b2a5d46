package dev.sallyport.evidence.recording;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * 128 keyed bits that stand for tenant, sequence, channel and the whole principal: those of the tenant's part, which are
 * remembered for the few tenants and channels that a node sees at a time, and those of the principal, one over the other. By
 * one thread only; allocates nothing.
 *
 * Both parts are hashed with a word in front that tells them apart. Sets are hashed by the sum of their members' hashes, so
 * their order does not count. Without the key nobody can look for parts or members that meet.
 */
final class Fingerprint {

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;
    private static final int NAMED = 2;
    private static final int AMBIGUOUS = 3;
    private static final int TENANT_PART = 4;
    private static final int PRINCIPAL_PART = 5;
    private static final int SMALL_SET = 2;
    private static final int REMEMBERED = 256;
    private static final int PART = 3;

    private final KeyedHash hash;
    private final KeyedHash members;
    /* By place: of which tenant and channel a part is remembered, and its sequence and two halves. */
    private final @Nullable TenantId[] tenants = new @Nullable TenantId[REMEMBERED];
    private final @Nullable Channel[] channels = new @Nullable Channel[REMEMBERED];
    private final long[] parts = new long[REMEMBERED * PART];
    private final long anonymousFirst;
    private final long anonymousSecond;
    private long firstSum;
    private long secondSum;
    private long first;
    private long second;

    Fingerprint(RecordingKey key) {
        hash = new KeyedHash(key);
        members = new KeyedHash(key);
        principal(Principal.ANONYMOUS);
        anonymousFirst = hash.first();
        anonymousSecond = hash.second();
    }

    /** Makes the fingerprint, to be read by {@link #first} and {@link #second}. */
    void of(TenantId tenant, long sequence, Channel channel, Principal principal) {
        first = anonymousFirst;
        second = anonymousSecond;
        if (!isNobody(principal)) {
            principal(principal);
            first = hash.first();
            second = hash.second();
        }
        int place = place(tenant, sequence, channel);
        if (parts[place * PART] != sequence
                || !tenant.equals(tenants[place])
                || !channel.equals(channels[place])) {
            remember(place, tenant, sequence, channel);
        }
        first ^= parts[place * PART + 1];
        second ^= parts[place * PART + 2];
    }

    private static int place(TenantId tenant, long sequence, Channel channel) {
        int hash = 31 * (31 * tenant.hashCode() + channel.hashCode()) + (int) sequence;
        return (hash ^ hash >>> 16) & REMEMBERED - 1;
    }

    private void remember(int place, TenantId tenant, long sequence, Channel channel) {
        hash.begin();
        hash.add(TENANT_PART);
        hash.add(sequence);
        hash.add(tenant.value());
        switch (channel) {
            case Channel.Named named -> {
                hash.add(NAMED);
                hash.add(named.label());
            }
            case Channel.Ambiguous ignored -> hash.add(AMBIGUOUS);
        }
        hash.end();
        tenants[place] = tenant;
        channels[place] = channel;
        parts[place * PART] = sequence;
        parts[place * PART + 1] = hash.first();
        parts[place * PART + 2] = hash.second();
    }

    static boolean isNobody(Principal principal) {
        return principal.kind() == PrincipalKind.ANONYMOUS && principal.equals(Principal.ANONYMOUS);
    }

    private void principal(Principal principal) {
        hash.begin();
        hash.add(PRINCIPAL_PART);
        hash.add(code(principal.kind()));
        add(principal.id());
        add(principal.roles());
        add(principal.clientId());
        Set<String> authorized = principal.authorizedClients();
        if (authorized == null) {
            hash.add(ABSENT);
        } else {
            hash.add(PRESENT);
            add(authorized);
        }
        hash.end();
    }

    private static int code(PrincipalKind kind) {
        return switch (kind) {
            case ANONYMOUS -> 1;
            case USER -> 2;
            case CLIENT -> 3;
            case SUPPORT -> 4;
        };
    }

    private void add(@Nullable String text) {
        if (text == null) {
            hash.add(ABSENT);
        } else {
            hash.add(PRESENT);
            hash.add(text);
        }
    }

    private void add(Set<String> texts) {
        hash.add(texts.size());
        if (texts.isEmpty()) {
            return;
        }
        firstSum = 0;
        secondSum = 0;
        if (texts.size() <= SMALL_SET) {
            addSmall(texts);
        } else {
            addLarge(texts);
        }
        hash.add(firstSum);
        hash.add(secondSum);
    }

    /*
     * The same loop twice: small immutable sets are of another class than large ones, and only where a loop meets one class of
     * iterator does the compiler do without making one.
     */
    private void addSmall(Set<String> texts) {
        for (String text : texts) {
            addMember(text);
        }
    }

    private void addLarge(Set<String> texts) {
        for (String text : texts) {
            addMember(text);
        }
    }

    private void addMember(String text) {
        members.begin();
        members.add(text);
        members.end();
        firstSum += members.first();
        secondSum += members.second();
    }

    long first() {
        return first;
    }

    long second() {
        return second;
    }
}
