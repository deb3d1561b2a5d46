package dev.sallyport.agent.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real packets through real sets: what is in both versions of a list passes before, during and
 * after every change, without the loss of one packet; what is in none never passes.
 */
final class NftablesPacketsTest {

    private static final Map<String, String> SENDERS =
            Map.of(
                    "both4", "52.0.0.1",
                    "old4", "52.0.1.1",
                    "new4", "52.0.2.1",
                    "none4", "52.0.9.9",
                    "both6", "2600:0:0:1::1",
                    "none6", "2600:0:0:9::9");

    private static IpSet list(String... more) {
        IpSet.Builder list = IpSet.builder();
        list.add(IpPrefix.parse("52.0.0.0/24"));
        list.add(IpPrefix.parse("2600:0:0:1::/64"));
        for (String each : more) {
            list.add(IpPrefix.parse(each));
        }
        return list.build();
    }

    @Test
    void packetsPassBeforeDuringAndAfterAChange(@TempDir Path folder) throws Exception {
        try (Namespace wall = Namespace.open("nft");
                Namespace outside = Namespace.open("nft")) {
            connect(wall, outside);
            rules(wall);
            Target target =
                    Targets.of(
                            "nftables:inet/filter/saas4,saas6?program="
                                    + wall.program(folder, "nft"));
            IpSet old = list("52.0.1.0/24");
            IpSet young = list("52.0.2.0/24");

            target.apply(old.prefixes());
            Map<String, long[]> before = counted(wall, send(outside, 500));
            passes(before, "both4", "both6", "old4");
            passesNever(before, "new4", "none4", "none6");

            wall.in("nft", "reset counters");
            Process sender = send(outside, 4000);
            int changes = 0;
            while (sender.isAlive()) {
                // Many neighbours come and go around what stays.
                IpSet.Builder next = IpSet.builder().add(changes % 2 == 0 ? young : old);
                for (int i = 0; i < 1500; i++) {
                    next.add(IpPrefix.of(IpAddress.ipv4(0x35000000 + 2 * i * (changes + 1))));
                }
                target.apply(next.build().prefixes());
                changes++;
            }
            Map<String, long[]> during = counted(wall, sender);
            passes(during, "both4", "both6");
            passesNever(during, "none4", "none6");

            target.apply(young.prefixes());
            wall.in("nft", "reset counters");
            Map<String, long[]> after = counted(wall, send(outside, 500));
            passes(after, "both4", "both6", "new4");
            passesNever(after, "old4", "none4", "none6");
            System.out.println(
                    "nftables: "
                            + changes
                            + " changes; of the prefix in both versions "
                            + of(during, "both4")[0]
                            + " IPv4 and "
                            + of(during, "both6")[0]
                            + " IPv6 packets arrived and as many passed; of unlisted addresses "
                            + of(during, "none4")[0]
                            + " arrived and 0 passed");
            assertThat(changes).isGreaterThan(5);
        }
    }

    private static long[] of(Map<String, long[]> counts, String name) {
        return Objects.requireNonNull(counts.get(name), name);
    }

    private static void passes(Map<String, long[]> counts, String... names) {
        for (String name : names) {
            assertThat(of(counts, name)[0]).as(name + " arrives").isGreaterThan(500);
            assertThat(of(counts, name)[1]).as(name + " passes").isEqualTo(of(counts, name)[0]);
        }
    }

    private static void passesNever(Map<String, long[]> counts, String... names) {
        for (String name : names) {
            assertThat(of(counts, name)[0]).as(name + " arrives").isGreaterThan(500);
            assertThat(of(counts, name)[1]).as(name + " passes").isZero();
        }
    }

    private static void connect(Namespace wall, Namespace outside) throws Exception {
        Command.done(
                List.of(
                        "ip",
                        "link",
                        "add",
                        "spwall",
                        "netns",
                        wall.name(),
                        "type",
                        "veth",
                        "peer",
                        "name",
                        "spout",
                        "netns",
                        outside.name()),
                "");
        wall.in("ip", "addr", "add", "52.255.0.1/8", "dev", "spwall");
        wall.in("ip", "-6", "addr", "add", "2600:ffff::1/16", "dev", "spwall", "nodad");
        wall.in("ip", "link", "set", "spwall", "up");
        for (String address : SENDERS.values()) {
            if (address.contains(":")) {
                outside.in("ip", "-6", "addr", "add", address + "/16", "dev", "spout", "nodad");
            } else {
                outside.in("ip", "addr", "add", address + "/8", "dev", "spout");
            }
        }
        outside.in("ip", "link", "set", "spout", "up");
    }

    /* Every packet of a sender is counted when it arrives and again when it passes. */
    private static void rules(Namespace wall) throws Exception {
        StringBuilder rules = new StringBuilder("add table inet filter\n");
        rules.append("add set inet filter saas4 { type ipv4_addr; flags interval; }\n");
        rules.append("add set inet filter saas6 { type ipv6_addr; flags interval; }\n");
        rules.append("add chain inet filter passed\n");
        rules.append(
                "add chain inet filter input { type filter hook input priority 0; policy accept; }\n");
        for (Map.Entry<String, String> sender : SENDERS.entrySet()) {
            String family = sender.getValue().contains(":") ? "ip6" : "ip";
            for (String when : List.of("in", "ok")) {
                rules.append("add counter inet filter ")
                        .append(sender.getKey())
                        .append(when)
                        .append('\n');
                rules.append("add rule inet filter ")
                        .append(when.equals("in") ? "input" : "passed")
                        .append(" udp dport 9 ")
                        .append(family)
                        .append(" saddr ")
                        .append(sender.getValue())
                        .append(" counter name ")
                        .append(sender.getKey())
                        .append(when)
                        .append('\n');
            }
        }
        rules.append("add rule inet filter input udp dport 9 ip saddr @saas4 jump passed\n");
        rules.append("add rule inet filter input udp dport 9 ip6 saddr @saas6 jump passed\n");
        rules.append("add rule inet filter input udp dport 9 drop\n");
        rules.append("add rule inet filter passed drop\n");
        Command.done(wall.command("nft", "-f", "-"), rules.toString());
    }

    private static Process send(Namespace outside, int millis) throws Exception {
        List<String> command =
                new ArrayList<>(
                        outside.command(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                PacketSender.class.getName(),
                                Integer.toString(millis),
                                "52.255.0.1",
                                "2600:ffff::1"));
        command.addAll(SENDERS.values());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Map<String, long[]> counted(Namespace wall, Process sender) throws Exception {
        assertThat(sender.waitFor()).isZero();
        Thread.sleep(200);
        Map<String, long[]> counts = new HashMap<>();
        Matcher counters =
                Pattern.compile("counter (\\w+)(in|ok) \\{\\s*packets (\\d+)")
                        .matcher(wall.in("nft", "list counters"));
        while (counters.find()) {
            counts.computeIfAbsent(counters.group(1), _ -> new long[2])[
                            counters.group(2).equals("in") ? 0 : 1] =
                    Long.parseLong(counters.group(3));
        }
        return counts;
    }
}
