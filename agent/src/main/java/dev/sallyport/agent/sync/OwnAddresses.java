package dev.sallyport.agent.sync;

import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Addresses that this machine cannot do without, as far as Linux tells: its gateways, its resolvers
 * and where somebody is signed in from.
 */
public final class OwnAddresses {

    private OwnAddresses() {}

    /**
     * Returns them, as far as they can be found out; none on other systems.
     *
     * @param root the root of the file system
     * @param session the value of {@code SSH_CONNECTION}; empty for none
     */
    public static IpSet detect(Path root, String session) {
        List<IpPrefix> found = new ArrayList<>();
        for (String line : lines(root.resolve("proc/net/route"))) {
            String[] words = line.split("\\s+", -1);
            if (words.length > 2
                    && words[2].matches("[0-9A-F]{8}")
                    && !words[2].equals("00000000")) {
                byte[] bytes = HexFormat.of().parseHex(words[2]);
                found.add(
                        IpPrefix.of(
                                IpAddress.ofBytes(
                                        new byte[] {bytes[3], bytes[2], bytes[1], bytes[0]})));
            }
        }
        for (String line : lines(root.resolve("proc/net/ipv6_route"))) {
            String[] words = line.split("\\s+", -1);
            if (words.length > 4 && words[4].matches("[0-9a-f]{32}") && !words[4].matches("0+")) {
                found.add(IpPrefix.of(IpAddress.ofBytes(HexFormat.of().parseHex(words[4]))));
            }
        }
        for (String line : lines(root.resolve("etc/resolv.conf"))) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length > 1 && words[0].equals("nameserver")) {
                add(found, words[1]);
            }
        }
        add(found, session.split(" ", -1)[0]);
        return IpSet.ofPrefixes(found);
    }

    private static void add(List<IpPrefix> found, String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            found.add(IpPrefix.of(IpAddress.parse(text.split("%", 2)[0])));
        } catch (AddressSyntaxException noAddress) {
            // Something else than an address protects nothing.
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
