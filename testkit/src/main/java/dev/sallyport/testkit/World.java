package dev.sallyport.testkit;

import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/* The corner of addresses, time and names in which one generated tenant lives; small, so that things meet. */
final class World {

    static final List<ChannelId> CHANNELS =
            List.of(
                    new ChannelId("ui"),
                    new ChannelId("api"),
                    new ChannelId("scim"),
                    ChannelId.OTHER);
    static final List<String> ROLES = List.of("admin", "auditor", "guest");
    static final List<String> CLIENTS = List.of("portal", "mobile", "cli");
    static final List<String> PRINCIPALS = List.of("p1", "p2");
    static final List<ListName> LISTS =
            List.of(
                    new ListName("vpn"),
                    new ListName("platform:relays"),
                    new ListName("feed:cloud/eu-1/EC2"),
                    new ListName("never-loaded"));
    static final List<CountryCode> COUNTRIES =
            List.of(new CountryCode("DE"), new CountryCode("US"), CountryCode.UNKNOWN);
    static final List<Long> ASNS = List.of(64496L, 4_294_967_295L, 1L);

    /* An ordinary instant: 2026-03-01T00:00:00Z. */
    static final long ORDINARY_MILLIS = 1_772_323_200_000L;

    /* The last instant that requests have: the millisecond after it is what "never" compiles to. */
    static final long LAST_MILLIS = Long.MAX_VALUE - 1;

    final WorldStyle style;
    final Chance chance;
    final List<Octets> ipv4;
    final List<Octets> ipv6;
    final List<Nat64Prefix> nat64;
    final List<EmbeddedForm> forms;
    final List<Octets> embedded;
    /* The instants at which things begin and end. */
    final List<Instant> moments;

    private final Set<String> ids = new HashSet<>();
    private int entries;

    World(WorldStyle style, Chance chance) {
        this.style = style;
        this.chance = chance;
        this.ipv4 = Landmarks.ipv4(style, chance);
        this.ipv6 = Landmarks.ipv6(style, chance);
        this.nat64 = Landmarks.nat64(chance);
        this.forms = Landmarks.forms(nat64);
        this.embedded = Landmarks.embed(ipv4, nat64, chance);
        this.moments = moments();
    }

    private List<Instant> moments() {
        List<Instant> found = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            // Policies state instants to the nanosecond, requests happen on the millisecond.
            long nanos = chance.pick(0, 0, 0, 1, 500_000, 999_999);
            long distance = style == WorldStyle.TINY ? i : chance.below(1_000_000);
            found.add(Instant.ofEpochMilli(ORDINARY_MILLIS + distance).plusNanos(nanos));
        }
        if (style == WorldStyle.HOSTILE) {
            found.add(
                    chance.pick(
                            List.of(
                                    Instant.EPOCH,
                                    Instant.ofEpochMilli(-1),
                                    Instant.ofEpochMilli(Long.MAX_VALUE),
                                    Instant.ofEpochMilli(Long.MAX_VALUE).plusNanos(1),
                                    Instant.ofEpochMilli(Long.MIN_VALUE),
                                    Instant.ofEpochMilli(Long.MIN_VALUE).minusNanos(1),
                                    Instant.MAX.minusNanos(1),
                                    Instant.MIN.plusNanos(1))));
        }
        return found;
    }

    /* An instant that is likely to matter, in milliseconds. */
    long instant() {
        if (style == WorldStyle.HOSTILE && chance.oneIn(12)) {
            return chance.pick(List.of(Long.MIN_VALUE, LAST_MILLIS, 0L, -1L, chance.bits() >> 1));
        }
        Instant moment = chance.pick(moments);
        long millis = isMillis(moment) ? moment.toEpochMilli() : ORDINARY_MILLIS;
        long distance = chance.pick(-1, 0, 1, chance.below(2_000_000) - 1_000_000);
        long sum = millis + distance;
        boolean overflown = ((millis ^ sum) & (distance ^ sum)) < 0;
        return Math.min(overflown ? millis : sum, LAST_MILLIS);
    }

    private static boolean isMillis(Instant moment) {
        return !moment.isBefore(Instant.ofEpochMilli(Long.MIN_VALUE))
                && !moment.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    /* Ids whose ASCII order is easily got wrong: `-` before digits before letters, a word before its continuations. */
    RuleId ruleId() {
        while (true) {
            String id = word(chance.between(1, 3));
            if (ids.add(id)) {
                return new RuleId(id);
            }
        }
    }

    EntryId entryId() {
        return new EntryId(word(2) + "-" + entries++);
    }

    String grantId() {
        return word(2);
    }

    private String word(int length) {
        StringBuilder word = new StringBuilder(chance.pick(List.of("a", "b", "z", "0", "9")));
        for (int i = 1; i < length; i++) {
            word.append(chance.pick(List.of("a", "b", "z", "0", "9", "-")));
        }
        return word.toString();
    }

    /* Begins a new policy, whose rule ids may be those of another. */
    void beginPolicy() {
        ids.clear();
    }
}
