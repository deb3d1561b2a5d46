package dev.sallyport.geo;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;

/*
 * The search tree of a MaxMind DB, format 2, section "Binary Search Tree Section": which networks have a data record. A walk
 * is bounded: no network is longer than an address, and nothing is walked much more often than there are nodes, so that a
 * tree which loops ends in a refusal.
 *
 * Each node is a pair of records of 24, 28 or 32 bits:
 *
 *   record < nodes        go on at that node
 *   record = nodes        no data
 *   record > nodes        data, at record - nodes - 16 in the data section
 *
 * In an IPv6 tree the IPv4 networks are those in ::/96. Other places that lead into the same branch (2002::/16 and its like)
 * are aliases and passed over, and so is ::ffff:0:0/96: what IPv6 forms of IPv4 addresses mean is the engine's to say.
 */
final class SearchTree {

    /* Takes the networks in ascending order: those of IPv4 first. */
    interface Visitor {
        void network(IpPrefix network, long record) throws GeoFileException;
    }

    private static final int IPV4_DEPTH = 96;
    private static final long IPV4_MAPPED = 0xFFFFL;

    private final byte[] bytes;
    private final long nodeCount;
    private final int recordBits;
    private final boolean ipv6;
    private long stepsLeft;
    private long ipv4Root = -1;

    /** Takes a tree that lies at the beginning of {@code bytes}, wholly inside. */
    SearchTree(byte[] bytes, long nodeCount, int recordBits, boolean ipv6) {
        this.bytes = bytes;
        this.nodeCount = nodeCount;
        this.recordBits = recordBits;
        this.ipv6 = ipv6;
    }

    void walk(Visitor visitor) throws GeoFileException {
        stepsLeft = 2 * nodeCount + 1024;
        if (!ipv6) {
            ipv4(0, 0, 0, visitor);
            return;
        }
        ipv4Root = ipv4Root();
        ipv6(0, 0, 0, 0, visitor);
    }

    /* The node at ::/96, or -1 if no node is there. */
    private long ipv4Root() {
        long record = 0;
        for (int depth = 0; depth < IPV4_DEPTH && record < nodeCount; depth++) {
            record = record(record, 0);
        }
        return record < nodeCount ? record : -1;
    }

    private void ipv6(long high, long low, int depth, long record, Visitor visitor)
            throws GeoFileException {
        boolean isIpv4Place = depth == IPV4_DEPTH && high == 0 && low == 0;
        if (isIpv4Place) {
            ipv4(0, 0, record, visitor);
            return;
        }
        if (record == nodeCount
                || record == ipv4Root
                || depth >= IPV4_DEPTH && high == 0 && low >>> 32 == IPV4_MAPPED) {
            return;
        }
        if (record > nodeCount) {
            visitor.network(new IpPrefix(IpAddress.ipv6(high, low), depth), record);
            return;
        }
        step(depth, IpFamily.IPV6);
        ipv6(high, low, depth + 1, record(record, 0), visitor);
        long bit = 1L << (63 - depth % 64);
        if (depth < 64) {
            ipv6(high | bit, low, depth + 1, record(record, 1), visitor);
        } else {
            ipv6(high, low | bit, depth + 1, record(record, 1), visitor);
        }
    }

    private void ipv4(int address, int depth, long record, Visitor visitor)
            throws GeoFileException {
        if (record == nodeCount) {
            return;
        }
        if (record > nodeCount) {
            visitor.network(new IpPrefix(IpAddress.ipv4(address), depth), record);
            return;
        }
        step(depth, IpFamily.IPV4);
        ipv4(address, depth + 1, record(record, 0), visitor);
        ipv4(address | 1 << (31 - depth), depth + 1, record(record, 1), visitor);
    }

    private void step(int depth, IpFamily family) throws GeoFileException {
        if (depth == family.bits()) {
            throw new GeoFileException("its search tree is deeper than an address is long");
        }
        stepsLeft--;
        if (stepsLeft < 0) {
            throw new GeoFileException("its search tree leads back into itself");
        }
    }

    private long record(long node, int side) {
        int at = (int) (node * recordBits / 4);
        return switch (recordBits) {
            case 24 -> bigEndian(at + 3 * side);
            case 28 -> {
                int middle = bytes[at + 3] & 0xFF;
                long top = side == 0 ? middle >>> 4 : middle & 0xF;
                yield top << 24 | bigEndian(at + 4 * side);
            }
            default -> bigEndian(at + 4 * side) << 8 | bytes[at + 4 * side + 3] & 0xFF;
        };
    }

    private long bigEndian(int at) {
        return (bytes[at] & 0xFFL) << 16 | (bytes[at + 1] & 0xFFL) << 8 | bytes[at + 2] & 0xFFL;
    }
}
