package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Source;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/* Makes lives, prefixes, ranges and entries around the landmarks of a world. */
final class EntryGenerator {

    private final World world;
    private final Chance chance;

    EntryGenerator(World world) {
        this.world = world;
        this.chance = world.chance;
    }

    Life life() {
        if (chance.percent(65)) {
            return Life.ALWAYS;
        }
        Instant notBefore = chance.percent(50) ? Instant.MIN : chance.pick(world.moments);
        Instant expiresAt = chance.percent(40) ? Instant.MAX : chance.pick(world.moments);
        return new Life(chance.percent(88), notBefore, expiresAt);
    }

    Octets landmark() {
        return switch (chance.below(5)) {
            case 0, 1 -> chance.pick(world.ipv4);
            case 2, 3 -> chance.pick(world.ipv6);
            default ->
                    world.embedded.isEmpty()
                            ? chance.pick(world.ipv6)
                            : chance.pick(world.embedded);
        };
    }

    IpPrefix prefix() {
        Octets at = landmark();
        int length = length(at.family());
        return new IpPrefix(at.masked(length).address(), length);
    }

    private int length(IpFamily family) {
        int bits = family.bits();
        return switch (world.style) {
            case TINY -> bits - chance.below(4);
            case REALISTIC ->
                    family == IpFamily.IPV4
                            ? chance.pick(32, 32, 30, 29, 28, 26, 24, 24, 22, 20, 16, 12, 8)
                            : chance.pick(128, 64, 64, 56, 48, 48, 44, 40, 32, 29);
            case HOSTILE ->
                    chance.pick(
                            0,
                            1,
                            2,
                            8,
                            16,
                            bits / 2 - 1,
                            bits / 2,
                            bits / 2 + 1,
                            bits - 1,
                            bits,
                            chance.between(0, bits));
        };
    }

    IpRange range() {
        Octets one = landmark();
        Octets other = chance.percent(50) ? end(one.family()) : near(one);
        return one.compareTo(other) <= 0
                ? new IpRange(one.address(), other.address())
                : new IpRange(other.address(), one.address());
    }

    private Octets near(Octets one) {
        int most = world.style == WorldStyle.REALISTIC ? 5_000 : 6;
        return one.plus(chance.below(most)).orElse(one);
    }

    private Octets end(IpFamily family) {
        if (world.style == WorldStyle.HOSTILE && chance.oneIn(3)) {
            BigInteger top = BigInteger.ONE.shiftLeft(family.bits()).subtract(BigInteger.ONE);
            return Octets.ofNumber(family, chance.oneIn(2) ? top : BigInteger.ZERO);
        }
        return chance.pick(family == IpFamily.IPV4 ? world.ipv4 : world.ipv6);
    }

    /* A source as a list may hold it: no list, no any. */
    private Source plainSource() {
        return switch (chance.below(10)) {
            case 0 -> new Source.Country(chance.pick(World.COUNTRIES));
            case 1 -> new Source.Asn(chance.pick(World.ASNS));
            case 2, 3, 4 -> new Source.Range(range());
            default -> new Source.Network(prefix());
        };
    }

    private Source source() {
        return switch (chance.below(12)) {
            case 0 -> new Source.Any();
            case 1, 2 -> new Source.ListReference(chance.pick(World.LISTS));
            default -> plainSource();
        };
    }

    List<Entry> entries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(source()));
        }
        return entries;
    }

    List<Entry> plainEntries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(plainSource()));
        }
        return entries;
    }

    private Entry entry(Source source) {
        return new Entry(world.entryId(), source, life(), "", "", null);
    }

    List<IpRange> ranges(int count) {
        List<IpRange> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ranges.add(range());
        }
        return ranges;
    }
}
