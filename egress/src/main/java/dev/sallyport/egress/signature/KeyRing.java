package dev.sallyport.egress.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a publisher over time: which are published, which one signs, which are retired. Two
 * keys overlap while one takes over from the other, so that everybody who looks within that time
 * learns the new one from the old. Immutable.
 *
 * @param entries in the order in which they were announced
 */
public record KeyRing(List<Entry> entries) {

    /**
     * One key's life.
     *
     * @param key the key
     * @param announced from when on it is published
     * @param signsFrom from when on it signs lists, not before {@code announced}
     * @param retires from when on it is neither published nor believed; null while nobody has said
     */
    public record Entry(
            EgressPublicKey key, Instant announced, Instant signsFrom, @Nullable Instant retires) {

        /**
         * Checks the order of times.
         *
         * @throws IllegalArgumentException if it signs before it is announced, or retires before
         */
        public Entry {
            if (signsFrom.isBefore(announced) || retires != null && retires.isBefore(announced)) {
                throw new IllegalArgumentException("a key is announced first");
            }
        }

        /** Returns whether it is published at {@code at}. */
        public boolean isInForce(Instant at) {
            Instant end = retires;
            return !at.isBefore(announced) && (end == null || at.isBefore(end));
        }
    }

    /**
     * Sorts its entries.
     *
     * @throws IllegalArgumentException if a key is there twice
     */
    public KeyRing {
        entries = entries.stream().sorted(Comparator.comparing(Entry::announced)).toList();
        if (entries.stream().map(Entry::key).distinct().count() != entries.size()) {
            throw new IllegalArgumentException("a key is there once");
        }
    }

    /** Returns a ring with one key that signs from {@code now} on. */
    public static KeyRing startingWith(EgressPublicKey key, Instant now) {
        return new KeyRing(List.of(new Entry(key, now, now, null)));
    }

    /**
     * Returns the ring in which {@code next} takes over: it is announced at once, signs after
     * {@code overlap}, and the others retire one overlap after that.
     *
     * @param next a key that is not in the ring
     * @param now the present
     * @param overlap how long everybody has to look: positive
     * @throws IllegalArgumentException if the key is in the ring, or the overlap not positive
     */
    public KeyRing rotated(EgressPublicKey next, Instant now, Duration overlap) {
        if (!overlap.isPositive()) {
            throw new IllegalArgumentException("an overlap takes time");
        }
        Instant end = now.plus(overlap).plus(overlap);
        List<Entry> after = new ArrayList<>();
        for (Entry entry : entries) {
            Instant retires = entry.retires();
            Instant sooner = retires != null && retires.isBefore(end) ? retires : end;
            after.add(new Entry(entry.key(), entry.announced(), entry.signsFrom(), sooner));
        }
        after.add(new Entry(next, now, now.plus(overlap), null));
        return new KeyRing(after);
    }

    /** Returns the ring in which a key retires at {@code now}, as when its secret is out. */
    public KeyRing retired(String thumbprint, Instant now) {
        return new KeyRing(
                entries.stream()
                        .map(entry ->
                                entry.key().thumbprint().equals(thumbprint) && entry.isInForce(now)
                                        ? new Entry(
                                                entry.key(),
                                                entry.announced(),
                                                entry.signsFrom(),
                                                now)
                                        : entry)
                        .toList());
    }

    /** Returns the keys that are published at {@code at}. */
    public List<EgressPublicKey> inForce(Instant at) {
        return entries.stream().filter(entry -> entry.isInForce(at)).map(Entry::key).toList();
    }

    /**
     * Returns the key that signs lists at {@code at}: of those in force that sign already, the
     * latest; if none signs yet, the first in force.
     */
    public Optional<EgressPublicKey> signer(Instant at) {
        List<Entry> inForce = entries.stream().filter(entry -> entry.isInForce(at)).toList();
        return inForce.stream()
                .filter(entry -> !at.isBefore(entry.signsFrom()))
                .max(Comparator.comparing(Entry::signsFrom))
                .or(() -> inForce.stream().findFirst())
                .map(Entry::key);
    }
}
