package dev.sallyport.cli.whatif;

import dev.sallyport.cli.log.LogLine;
import dev.sallyport.control.whatif.Traffic;
import dev.sallyport.control.whatif.WhatIf;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of logs in bounded memory, by client address, user and channel; each such
 * pair is judged once. Not thread-safe.
 *
 * <p>When there are more pairs than the limit, names are forgotten and addresses counted by
 * network: IPv4 /24 and IPv6 /48, and should that not be enough, wider ones. Folding loses no
 * verdict: what is folded has been judged by its address, and requests are then counted by network
 * and verdict.
 */
final class TrafficCounter {

    /* How many pairs are told apart by default. */
    static final int PAIRS = 1_000_000;

    /* How many bytes of names are kept. */
    private static final int NAME_BYTES = 64 << 20;

    private static final int[] IPV4_LENGTHS = {32, 24, 16, 8, 0};
    private static final int[] IPV6_LENGTHS = {128, 48, 32, 16, 0};

    /* A label: user << 31 | channel << 15 | verdict; 0 is no user, and no verdict as long as nothing is folded. */
    private static final int CHANNEL_SHIFT = 15;
    private static final int USER_SHIFT = 31;
    private static final int VERDICTS = 1 << CHANNEL_SHIFT;
    private static final int CHANNELS = 1 << (USER_SHIFT - CHANNEL_SHIFT);

    private static final Principal SOMEBODY = user(null);

    private final WhatIf policy;
    private final List<Channel> channels;
    private final int pairs;
    private ByteNames names = new ByteNames();
    private CellTable cells = new CellTable();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final IdentityHashMap<Verdict, Integer> verdictNumbers = new IdentityHashMap<>();
    private int level;

    /**
     * Counts for a policy.
     *
     * @param channels the channels that requests are counted for by number
     * @param pairs how many pairs are told apart before they are folded, 1 or more
     */
    TrafficCounter(WhatIf policy, List<Channel> channels, int pairs) {
        if (channels.size() > CHANNELS) {
            throw new IllegalArgumentException("too many channels");
        }
        this.policy = policy;
        this.channels = List.copyOf(channels);
        this.pairs = pairs;
    }

    private static Principal user(@Nullable String id) {
        return new Principal(PrincipalKind.USER, id, Set.of(), null, null);
    }

    /** Returns whether addresses are no longer told apart. */
    boolean isFolded() {
        return level > 0;
    }

    /** Returns the length of the IPv4 networks that are counted, 32 for addresses. */
    int ipv4Length() {
        return IPV4_LENGTHS[level];
    }

    /** Returns the length of the IPv6 networks that are counted, 128 for addresses. */
    int ipv6Length() {
        return IPV6_LENGTHS[level];
    }

    /** Counts the request of a line that came to the channel with the given number. */
    void count(LogLine line, int channel) {
        IpAddress address = line.address();
        if (isFolded()) {
            int user = line.hasUser() ? 1 : 0;
            long label = foldedLabel(address, user, channel);
            cells.count(network(address), label, line.epochSecond());
        } else {
            int user =
                    line.hasUser()
                            ? names.number(line.userBytes(), line.userFrom(), line.userTo())
                            : 0;
            cells.count(address, label(user, channel, 0), line.epochSecond());
        }
        if ((cells.size() > pairs || names.bytes() > NAME_BYTES)
                && level + 1 < IPV4_LENGTHS.length) {
            fold();
        }
    }

    private static long label(int user, int channel, int verdict) {
        return (long) user << USER_SHIFT | (long) channel << CHANNEL_SHIFT | verdict;
    }

    private long foldedLabel(IpAddress address, int user, int channel) {
        Verdict verdict =
                policy.judge(
                        address, channels.get(channel), user == 0 ? Principal.ANONYMOUS : SOMEBODY);
        return label(user, channel, number(verdict));
    }

    /* There are as many verdicts as rules, and a few. */
    private int number(Verdict verdict) {
        Integer known = verdictNumbers.get(verdict);
        if (known != null) {
            return known;
        }
        if (verdicts.size() == VERDICTS) {
            throw new IllegalStateException("a policy has more verdicts than rules it may have");
        }
        verdicts.add(verdict);
        verdictNumbers.put(verdict, verdicts.size() - 1);
        return verdicts.size() - 1;
    }

    private IpAddress network(IpAddress address) {
        return prefix(address).address();
    }

    private IpPrefix prefix(IpAddress address) {
        return IpPrefix.around(address, address.isIpv4() ? ipv4Length() : ipv6Length());
    }

    private void fold() {
        CellTable before = cells;
        boolean first = level == 0;
        level++;
        cells = before.emptyLikeThis();
        for (int number = 0; number < before.size(); number++) {
            IpAddress address = before.address(number);
            long label = before.label(number);
            if (first) {
                label = foldedLabel(address, userOf(label) == 0 ? 0 : 1, channelOf(label));
            }
            cells.merge(network(address), label, before, number);
        }
        names = new ByteNames();
    }

    private static int userOf(long label) {
        return (int) (label >>> USER_SHIFT);
    }

    private static int channelOf(long label) {
        return (int) (label >>> CHANNEL_SHIFT) & CHANNELS - 1;
    }

    /** Returns what was counted, made as it is asked for. */
    Iterable<Traffic> traffic() {
        return () -> IntStream.range(0, cells.size()).mapToObj(this::traffic).iterator();
    }

    private Traffic traffic(int number) {
        IpAddress address = cells.address(number);
        long label = cells.label(number);
        Channel channel = channels.get(channelOf(label));
        Principal principal = principal(userOf(label));
        Verdict verdict =
                isFolded()
                        ? verdicts.get((int) label & VERDICTS - 1)
                        : policy.judge(address, channel, principal);
        return new Traffic(
                prefix(address),
                principal,
                channel,
                verdict,
                cells.requests(number),
                cells.seen(number));
    }

    private Principal principal(int user) {
        if (user == 0) {
            return Principal.ANONYMOUS;
        }
        return isFolded() ? SOMEBODY : user(names.name(user));
    }
}
