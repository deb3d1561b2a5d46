package dev.sallyport.cli.region;

import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.host.HostName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/* What was asked for, and the addresses that it means: itself, or those of a host. */
record Asked(String text, List<IpAddress> addresses, boolean isHost) {

    private static final int MOST = 256;

    /**
     * Returns the address that a text is, or the host, without its addresses.
     *
     * @throws AddressSyntaxException if it is neither
     */
    static Asked of(String text) {
        try {
            return new Asked(text, List.of(IpAddress.parse(text).unmapped()), false);
        } catch (AddressSyntaxException noAddress) {
            HostName host = looksLikeName(text) ? HostName.parse(text) : null;
            if (host == null) {
                throw noAddress;
            }
            return new Asked(host.value(), List.of(), true);
        }
    }

    /* Resolvers take `127.1` and `0x7f000001` for addresses; a top-level domain is never a number (RFC 3696 section 2). */
    private static boolean looksLikeName(String text) {
        if (text.indexOf(':') >= 0 || text.indexOf('/') >= 0) {
            return false;
        }
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String last = name.substring(name.lastIndexOf('.') + 1);
        return !last.isEmpty() && Character.isLetter(last.charAt(0));
    }

    /** Returns the addresses of the host, of both families; null if it has none. */
    @Nullable Asked resolved() {
        if (!isHost) {
            return this;
        }
        try {
            TreeSet<IpAddress> found = new TreeSet<>();
            for (InetAddress each : InetAddress.getAllByName(text)) {
                found.add(IpAddress.ofBytes(each.getAddress()).unmapped());
            }
            return new Asked(text, found.stream().limit(MOST).toList(), true);
        } catch (UnknownHostException unknown) {
            return null;
        }
    }
}
