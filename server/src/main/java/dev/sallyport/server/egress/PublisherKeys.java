package dev.sallyport.server.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.egress.document.KeySetDocument;
import dev.sallyport.egress.signature.EgressPublicKey;
import dev.sallyport.egress.signature.EgressSigningKey;
import dev.sallyport.egress.signature.KeyRing;
import dev.sallyport.server.token.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys that published lists are signed with, kept in a file of the data folder that only its
 * owner may read. Safe for use by several threads.
 */
public final class PublisherKeys {

    /**
     * The file: a line for each key, with the instants from which on it is published, signs and is
     * retired (or {@code -}), and the key as a private JSON Web Key. Whoever can read it can sign
     * lists in our name.
     */
    public static final String FILE = "egress.keys";

    /** The most keys that are believed at a time. */
    public static final int MOST_KEYS = 8;

    private static final String NEVER = "-";
    private static final int PARTS = 4;

    private final Path file;
    private volatile State state;

    /* The keys and their lives; of a key that is retired the private half is forgotten with the next change. */
    private record State(KeyRing ring, Map<String, EgressSigningKey> keys) {}

    private PublisherKeys(Path file, State state) {
        this.file = file;
        this.state = state;
    }

    /**
     * Returns the keys kept in {@code folder}; makes the first one if there is none.
     *
     * @throws IOException if the file cannot be read or written, or holds something else
     */
    public static PublisherKeys in(Path folder, Instant now) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return new PublisherKeys(file, read(file));
        }
        EgressSigningKey first = EgressSigningKey.generate();
        State state =
                new State(
                        KeyRing.startingWith(first.publicKey(), now),
                        Map.of(first.publicKey().thumbprint(), first));
        write(file, state);
        return new PublisherKeys(file, state);
    }

    private static State read(Path file) throws IOException {
        List<KeyRing.Entry> entries = new ArrayList<>();
        Map<String, EgressSigningKey> keys = new TreeMap<>();
        for (String line : Files.readAllLines(file, US_ASCII)) {
            String[] parts = line.split(" ", PARTS);
            try {
                if (parts.length != PARTS) {
                    throw new IllegalArgumentException("a part is missing");
                }
                EgressSigningKey key =
                        KeySetDocument.readPrivate(parts[3].getBytes(US_ASCII)).orThrow();
                keys.put(key.publicKey().thumbprint(), key);
                entries.add(
                        new KeyRing.Entry(
                                key.publicKey(),
                                Instant.parse(parts[0]),
                                Instant.parse(parts[1]),
                                parts[2].equals(NEVER) ? null : Instant.parse(parts[2])));
            } catch (IllegalArgumentException | DateTimeParseException unreadable) {
                // Not the cause: it may show the key.
                throw new IOException("the key file `" + file + "` holds something else than keys");
            }
        }
        if (entries.isEmpty()) {
            throw new IOException("the key file `" + file + "` is empty");
        }
        return new State(new KeyRing(entries), keys);
    }

    private static void write(Path file, State state) throws IOException {
        StringBuilder text = new StringBuilder();
        for (KeyRing.Entry entry : state.ring().entries()) {
            EgressSigningKey key = state.keys().get(entry.key().thumbprint());
            if (key != null) {
                text.append(entry.announced())
                        .append(' ')
                        .append(entry.signsFrom())
                        .append(' ')
                        .append(entry.retires() == null ? NEVER : entry.retires())
                        .append(' ')
                        .append(key.toPrivateJwk())
                        .append('\n');
            }
        }
        PrivateFile.write(file, text.toString().getBytes(US_ASCII));
    }

    /** Returns the keys and their lives. */
    public KeyRing ring() {
        return state.ring();
    }

    /** Returns when the set of keys, or which of them signs, last changed before {@code now}. */
    Instant changed(Instant now) {
        List<Instant> changes = new ArrayList<>();
        for (KeyRing.Entry entry : ring().entries()) {
            changes.add(entry.announced());
            changes.add(entry.signsFrom());
            Instant end = entry.retires();
            if (end != null) {
                changes.add(end);
            }
        }
        return changes.stream()
                .filter(each -> !each.isAfter(now))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    /** Returns the keys that are believed at {@code now}, which sign the set of keys. */
    List<EgressSigningKey> inForce(Instant now) {
        State current = state;
        return current.ring().inForce(now).stream().map(key -> key(current, key)).toList();
    }

    /** Returns the key that signs lists at {@code now}. */
    EgressSigningKey signer(Instant now) {
        State current = state;
        return key(
                current,
                current.ring()
                        .signer(now)
                        .orElseThrow(() -> new IllegalStateException("no key is in force")));
    }

    private static EgressSigningKey key(State current, EgressPublicKey key) {
        EgressSigningKey found = current.keys().get(key.thumbprint());
        if (found == null) {
            throw new IllegalStateException("a key that is in force is not in the file");
        }
        return found;
    }

    /**
     * Gives the signing key a successor. It is published at once; after half of {@code overlap} it
     * signs, and after all of it those of before are retired.
     *
     * @return the successor's id, on disk
     * @throws IOException if the file cannot be written; nothing has changed then
     */
    public synchronized String rotate(Instant now, Duration overlap) throws IOException {
        EgressSigningKey next = EgressSigningKey.generate();
        List<KeyRing.Entry> left =
                state.ring().entries().stream().filter(each -> each.isInForce(now)).toList();
        KeyRing ring = new KeyRing(left).rotated(next.publicKey(), now, overlap.dividedBy(2));
        Map<String, EgressSigningKey> keys = new TreeMap<>();
        left.forEach(each -> {
            EgressSigningKey key = state.keys().get(each.key().thumbprint());
            if (key != null) {
                keys.put(each.key().thumbprint(), key);
            }
        });
        keys.put(next.publicKey().thumbprint(), next);
        State after = new State(ring, Map.copyOf(keys));
        write(file, after);
        state = after;
        return next.publicKey().thumbprint();
    }
}
