package dev.sallyport.evidence.recording;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * 128 keyed bits that stand for tenant, sequence, channel and the whole principal. By one thread only; allocates nothing.
 *
 * Sets are hashed by the sum of their members' hashes, so their order does not count: without the key nobody can look for
 * members whose sums meet.
 */
final class Fingerprint {

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;
    private static final int NAMED = 2;
    private static final int AMBIGUOUS = 3;
    private static final int SMALL_SET = 2;

    private final KeyedHash hash;
    private final KeyedHash members;
    private final long anonymousFirst;
    private final long anonymousSecond;
    private long firstSum;
    private long secondSum;

    Fingerprint(RecordingKey key) {
        hash = new KeyedHash(key);
        members = new KeyedHash(key);
        principal(Principal.ANONYMOUS);
        anonymousFirst = hash.first();
        anonymousSecond = hash.second();
    }

    /** Makes the fingerprint, to be read by {@link #first} and {@link #second}. */
    void of(String tenant, long sequence, Channel channel, Principal principal) {
        long first = anonymousFirst;
        long second = anonymousSecond;
        if (!isNobody(principal)) {
            principal(principal);
            first = hash.first();
            second = hash.second();
        }
        hash.begin();
        hash.add(first);
        hash.add(second);
        hash.add(sequence);
        hash.add(tenant);
        switch (channel) {
            case Channel.Named named -> {
                hash.add(NAMED);
                hash.add(named.label());
            }
            case Channel.Ambiguous ignored -> hash.add(AMBIGUOUS);
        }
        hash.end();
    }

    static boolean isNobody(Principal principal) {
        return principal.kind() == PrincipalKind.ANONYMOUS && principal.equals(Principal.ANONYMOUS);
    }

    private void principal(Principal principal) {
        hash.begin();
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
        return hash.first();
    }

    long second() {
        return hash.second();
    }
}
