package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.SupportGrant;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/*
 * Cuts networks where a state could begin to decide otherwise, so that one address of each piece speaks for all of it.
 *
 *   network   |-----------------------------------------|
 *   entries          |-----------|       |---|
 *   pieces    |------|-----------|-------|---|----------|
 *
 * That holds as long as only the numbers of addresses count. Two things break it: geo data, whose borders are not known
 * here, and IPv6 networks whose addresses embed IPv4 ones (semantics section 3), where each address has a doubt of its own.
 * There addresses are looked at one by one if they are few.
 */
final class Segments {

    /* How many addresses are looked at one by one. */
    private static final int FEW = 4096;

    /* The networks of the well-known embedded forms, semantics section 3. */
    private static final List<String> EMBEDDING =
            List.of(
                    "2002::/16",
                    "2001::/32",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "::ffff:0:0:0/96",
                    "::/96");

    private final TreeSet<IpAddress> borders = new TreeSet<>();
    private final List<IpPrefix> embedding = new ArrayList<>();
    private final GeoData geoData;
    private boolean namesGeo;

    Segments(TenantState state) {
        geoData = state.geoData();
        EMBEDDING.forEach(text -> embedding.add(IpPrefix.parse(text)));
        state.nat64Prefixes().forEach(nat64 -> embedding.add(nat64.prefix()));
        for (Rule rule : state.policy().rules()) {
            Stream.concat(rule.sources().stream(), rule.except().stream()).forEach(this::cutAt);
        }
        for (NetworkList list : state.lists().values()) {
            list.entries().forEach(this::cutAt);
        }
        for (SupportGrant grant : state.supportGrants()) {
            grant.coverage().addresses().forEach(this::cutAt);
        }
        for (Exemption exemption : state.exemptions()) {
            exemption.coverage().addresses().forEach(this::cutAt);
        }
        for (BreakGlassGrant grant : state.breakGlassGrants()) {
            grant.addresses().forEach(this::cutAt);
        }
    }

    private void cutAt(Entry entry) {
        switch (entry.source()) {
            case Source.Network network -> cutAt(network.prefix().toRange());
            case Source.Range range -> cutAt(range.range());
            case Source.Country ignored -> namesGeo = true;
            case Source.Asn ignored -> namesGeo = true;
            case Source.ListReference ignored -> {}
            case Source.Any ignored -> {}
        }
    }

    private void cutAt(IpRange range) {
        borders.add(range.first());
        if (!range.last().isLast()) {
            borders.add(range.last().next());
        }
    }

    /** Returns the pieces of a network, in ascending order. */
    List<IpRange> of(IpPrefix network) {
        List<IpRange> pieces = new ArrayList<>();
        IpAddress start = network.first();
        for (IpAddress border : borders.subSet(network.first(), false, network.last(), true)) {
            pieces.add(new IpRange(start, before(border)));
            start = border;
        }
        pieces.add(new IpRange(start, network.last()));
        return pieces;
    }

    private static IpAddress before(IpAddress address) {
        long low = address.low() - 1;
        return new IpAddress(
                address.family(), address.low() == 0 ? address.high() - 1 : address.high(), low);
    }

    /** Returns whether one address of each piece speaks for all of it. */
    boolean areUniform(IpPrefix network) {
        boolean geoCounts =
                namesGeo
                        && (geoData.hasCountries(network.family())
                                || geoData.hasAsns(network.family()));
        return !geoCounts
                && embedding.stream()
                        .noneMatch(known -> known.contains(network) || network.contains(known));
    }

    /**
     * Returns how many addresses of a network fulfil a condition that depends on the state and the
     * address only.
     */
    Opening count(IpPrefix network, Predicate<IpAddress> condition) {
        if (areUniform(network)) {
            BigInteger count =
                    of(network).stream()
                            .filter(piece -> condition.test(piece.first()))
                            .map(IpRange::size)
                            .reduce(BigInteger.ZERO, BigInteger::add);
            return new Opening(count, true);
        }
        BigInteger size = network.toRange().size();
        if (size.compareTo(BigInteger.valueOf(FEW)) > 0) {
            return new Opening(size, false);
        }
        long count = 0;
        for (IpAddress address = network.first(); ; address = address.next()) {
            if (condition.test(address)) {
                count++;
            }
            if (address.equals(network.last())) {
                return new Opening(BigInteger.valueOf(count), true);
            }
        }
    }
}
