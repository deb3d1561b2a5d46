package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client address as in semantics section 2, written from that page alone. Immutable.
 *
 * <p>Where the page leaves room, this reads it so: of several profiles whose prefixes hold the
 * peer, the one with the longest prefix is that proxy's; a hop is trusted if any profile's prefix
 * holds it; a PROXY protocol source from a peer that is not configured to send one is ignored; a
 * peer {@code 0.0.0.0} or {@code ::} makes the address undetermined as such an element does; only
 * spaces and tabs around elements are dropped; a port is one to five digits, at most 65535, in
 * {@code Forwarded} also an obfuscated one (RFC 7239 section 6); {@code unknown} is read in any
 * case; an element of {@code Forwarded} without {@code for} is empty, one with two is malformed, of
 * what is no token (RFC 7230 section 3.2.6) only addresses and ports may stand without quotes, and
 * no element spans two lines; a single-valued header that is repeated or holds a comma makes the
 * address undetermined.
 *
 * @param profiles the trusted proxies
 * @param proxyProtocolPeers the peers that send a PROXY protocol header
 */
public record NaiveClientWalk(List<Profile> profiles, List<IpPrefix> proxyProtocolPeers) {

    /** How the one address header of a proxy is read. */
    public enum Form {
        /** Addresses between commas, as in {@code X-Forwarded-For}. */
        COMMA_LIST,
        /** {@code Forwarded} of RFC 7239. */
        FORWARDED,
        /** One address. */
        SINGLE
    }

    /**
     * Trusted proxies that behave alike.
     *
     * @param prefixes their addresses
     * @param header the name of their address header
     * @param form how it is read
     */
    public record Profile(List<IpPrefix> prefixes, String header, Form form) {}

    /* An address, or why there is none. */
    private record Element(@Nullable Octets address, @Nullable UndeterminedCause cause) {}

    /**
     * Returns the client address of a request.
     *
     * @param peer the address of the connection, or null if it has none
     * @param proxyProtocolSource the source that a PROXY protocol header names, or null without one
     * @param headers the lines of each header in the order received, by name in lower case
     */
    public ClientAddress walk(
            @Nullable IpAddress peer,
            @Nullable IpAddress proxyProtocolSource,
            Map<String, List<String>> headers) {
        if (peer == null) {
            return new ClientAddress.Undetermined(UndeterminedCause.PEER_UNKNOWN);
        }
        // 1. "Start from the peer address; with PROXY protocol (only from a peer configured to send
        // it) its source is the
        // peer for all of this section."
        Octets start = Octets.of(peer).unmapped();
        String derivedFrom = ClientAddress.PEER;
        if (proxyProtocolSource != null && isInside(start, proxyProtocolPeers)) {
            start = Octets.of(proxyProtocolSource).unmapped();
            derivedFrom = ClientAddress.PROXY_PROTOCOL;
        }
        if (isUnspecified(start)) {
            return new ClientAddress.Undetermined(UndeterminedCause.UNSPECIFIED_ADDRESS);
        }
        // 2. "Forwarding headers count only if the peer is inside a trusted-proxy prefix."
        Profile profile = profileOf(start);
        if (profile == null) {
            return new ClientAddress.Determined(start.address(), derivedFrom);
        }
        String header = profile.header().toLowerCase(Locale.ROOT);
        List<String> lines = headers.getOrDefault(header, List.of());
        // 3. "a missing header from a trusted proxy"
        if (lines.isEmpty()) {
            return new ClientAddress.Undetermined(UndeterminedCause.HEADER_MISSING);
        }
        if (profile.form() == Form.SINGLE && (lines.size() > 1 || lines.getFirst().contains(","))) {
            return new ClientAddress.Undetermined(UndeterminedCause.HEADER_REPEATED);
        }
        // 2. "All its lines are joined in order and walked from the right: trusted hops are
        // skipped, the first untrusted
        // address is the client address."
        List<String> elements = new ArrayList<>();
        for (String line : lines.reversed()) {
            elements.addAll(
                    profile.form() == Form.SINGLE
                            ? List.of(line)
                            : fromTheRight(line, profile.form()));
        }
        for (String text : elements) {
            Element element =
                    profile.form() == Form.FORWARDED
                            ? forwarded(trim(text))
                            : element(trim(text), false);
            if (element.cause() != null) {
                return new ClientAddress.Undetermined(element.cause());
            }
            if (element.address() != null && !isTrusted(element.address())) {
                return new ClientAddress.Determined(element.address().address(), header);
            }
        }
        // 3. "a walk that finds only trusted hops"
        return new ClientAddress.Undetermined(UndeterminedCause.ONLY_TRUSTED_HOPS);
    }

    private static boolean isInside(Octets address, List<IpPrefix> prefixes) {
        return prefixes.stream().anyMatch(address::isInside);
    }

    private boolean isTrusted(Octets address) {
        return profiles.stream().anyMatch(profile -> isInside(address, profile.prefixes()));
    }

    private @Nullable Profile profileOf(Octets peer) {
        Profile best = null;
        int longest = -1;
        for (Profile profile : profiles) {
            for (IpPrefix prefix : profile.prefixes()) {
                if (peer.isInside(prefix) && prefix.length() > longest) {
                    best = profile;
                    longest = prefix.length();
                }
            }
        }
        return best;
    }

    /*
     * The elements between commas, last first. In Forwarded a comma inside a quoted string separates nothing; read from the
     * right, so that what stands further left cannot matter: a quote begins and ends a string unless an odd number of
     * backslashes stands before it.
     */
    private static List<String> fromTheRight(String value, Form form) {
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int end = value.length();
        for (int i = value.length() - 1; i >= 0; i--) {
            char c = value.charAt(i);
            if (form == Form.FORWARDED && c == '"' && backslashesBefore(value, i) % 2 == 0) {
                quoted = !quoted;
            }
            if (c == ',' && !quoted) {
                elements.add(value.substring(i + 1, end));
                end = i;
            }
        }
        elements.add(value.substring(0, end));
        return elements;
    }

    private static int backslashesBefore(String value, int index) {
        int count = 0;
        while (index - count > 0 && value.charAt(index - count - 1) == '\\') {
            count++;
        }
        return count;
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /* RFC 7239 section 4: forwarded-element = [ forwarded-pair ] *( ";" [ forwarded-pair ] ) */
    private static Element forwarded(String text) {
        if (text.isEmpty()) {
            return failed(UndeterminedCause.ELEMENT_EMPTY);
        }
        return switch (NaiveForwardedElement.read(text)) {
            case NaiveForwardedElement.Node node -> element(node.value(), true);
            case NaiveForwardedElement.Absent ignored -> failed(UndeterminedCause.ELEMENT_EMPTY);
            case NaiveForwardedElement.Malformed ignored ->
                    failed(UndeterminedCause.ELEMENT_MALFORMED);
        };
    }

    /*
     * 3. "Accepted elements: an address, a.b.c.d:port, [v6], [v6]:port. An empty or malformed element, unknown, _hidden, ...,
     * ::, 0.0.0.0 ... makes the client address undetermined."
     */
    private static Element element(String text, boolean inForwarded) {
        if (text.isEmpty()) {
            return failed(UndeterminedCause.ELEMENT_EMPTY);
        }
        if (text.equalsIgnoreCase("unknown") || text.startsWith("_")) {
            return failed(UndeterminedCause.ELEMENT_HIDDEN);
        }
        Optional<Octets> address = address(text, inForwarded);
        if (address.isEmpty()) {
            return failed(UndeterminedCause.ELEMENT_MALFORMED);
        }
        // 4. "IPv4-mapped IPv6 becomes IPv4 once, on the 16 bytes."
        Octets unmapped = address.get().unmapped();
        return isUnspecified(unmapped)
                ? failed(UndeterminedCause.UNSPECIFIED_ADDRESS)
                : new Element(unmapped, null);
    }

    private static Optional<Octets> address(String text, boolean inForwarded) {
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0 || !isPortOrNothing(text.substring(close + 1), inForwarded)) {
                return Optional.empty();
            }
            return ipv6(text.substring(1, close));
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return isPortOrNothing(text.substring(colon), inForwarded)
                    ? NaiveAddressText.ipv4(text.substring(0, colon))
                    : Optional.empty();
        }
        return colon < 0 ? NaiveAddressText.ipv4(text) : ipv6(text);
    }

    /* 4. "A zone id on a request address is dropped." */
    private static Optional<Octets> ipv6(String text) {
        int zone = text.indexOf('%');
        if (zone == text.length() - 1 && zone >= 0) {
            return Optional.empty();
        }
        String bare = zone < 0 ? text : text.substring(0, zone);
        return bare.contains(":") ? NaiveAddressText.parse(bare) : Optional.empty();
    }

    private static boolean isPortOrNothing(String text, boolean inForwarded) {
        if (text.isEmpty()) {
            return true;
        }
        String port = text.substring(1);
        return text.startsWith(":")
                && (NaiveAddressText.isDecimal(port, 5) && Integer.parseInt(port) <= 65_535
                        || inForwarded && isObfuscated(port));
    }

    /* RFC 7239 section 6.3: obfnode = "_" 1*( ALPHA / DIGIT / "." / "_" / "-") */
    private static boolean isObfuscated(String text) {
        return text.length() > 1
                && text.charAt(0) == '_'
                && text.chars()
                        .allMatch(c ->
                                c >= 'a' && c <= 'z'
                                        || c >= 'A' && c <= 'Z'
                                        || c >= '0' && c <= '9'
                                        || "._-".indexOf(c) >= 0);
    }

    private static boolean isUnspecified(Octets address) {
        return address.number().signum() == 0;
    }

    private static Element failed(UndeterminedCause cause) {
        return new Element(null, cause);
    }
}
