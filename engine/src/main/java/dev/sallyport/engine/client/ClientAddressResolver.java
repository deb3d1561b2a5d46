package dev.sallyport.engine.client;

import dev.sallyport.engine.address.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client address of a request, semantics section 2: the peer, or if that is a trusted
 * proxy, the first address from the right of its address header that is not one.
 *
 * <p>Total: hostile headers give an undetermined address, never an exception, and the work is
 * linear in the length of the part of the header that is walked. Immutable and thread-safe.
 */
public final class ClientAddressResolver {

    /** Takes nobody's word: the client address is the peer. */
    public static final ClientAddressResolver PEER_ONLY =
            new ClientAddressResolver(TrustedProxies.NONE, AddressHeader.X_FORWARDED_FOR);

    private final TrustedProxies trusted;
    private final AddressHeader header;

    /** Takes the word of the given proxies, each of which writes the given header. */
    public ClientAddressResolver(TrustedProxies trusted, AddressHeader header) {
        this.trusted = trusted;
        this.header = header;
    }

    /** Returns the proxies whose word is taken. */
    public TrustedProxies trusted() {
        return trusted;
    }

    /** Returns the header they write; {@link #resolve} is to be given its lines. */
    public AddressHeader header() {
        return header;
    }

    /**
     * Returns the client address.
     *
     * <p>The lines are walked as one list, the last line first and each from its right end; no
     * element spans two lines. Trusted hops are skipped, the first other address is the client
     * address, and nothing to the left of it is looked at. An element without an address ends the
     * walk: the client address is then undetermined.
     *
     * @param peer the address of the connection, or the source of its PROXY protocol header; null
     *     if it has none
     * @param headerLines the values of all lines of {@link #header}, in the order received, not
     *     joined or split
     * @param fromProxyProtocol whether {@code peer} comes from a PROXY protocol header
     */
    public ClientAddress resolve(
            @Nullable IpAddress peer,
            List<? extends CharSequence> headerLines,
            boolean fromProxyProtocol) {
        if (peer == null) {
            return undetermined(UndeterminedCause.PEER_UNKNOWN);
        }
        if (peer.unmapped().isUnspecified()) {
            return undetermined(UndeterminedCause.UNSPECIFIED_ADDRESS);
        }
        if (!trusted.contains(peer)) {
            String derivedFrom =
                    fromProxyProtocol ? ClientAddress.PROXY_PROTOCOL : ClientAddress.PEER;
            return new ClientAddress.Determined(peer, derivedFrom);
        }
        if (headerLines.isEmpty()) {
            return undetermined(UndeterminedCause.HEADER_MISSING);
        }
        ClientAddress found =
                switch (header.syntax()) {
                    case LIST, FORWARDED -> walk(headerLines);
                    case SINGLE -> single(headerLines);
                };
        return found == null ? undetermined(UndeterminedCause.ONLY_TRUSTED_HOPS) : found;
    }

    /* Null if all hops are trusted. */
    private @Nullable ClientAddress walk(List<? extends CharSequence> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            ClientAddress found = walk(lines.get(i));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable ClientAddress walk(CharSequence line) {
        boolean forwarded = header.syntax() == AddressHeader.Syntax.FORWARDED;
        int end = line.length();
        while (end >= 0) {
            int start = forwarded ? ForwardedElement.start(line, end) : listElementStart(line, end);
            if (start == ForwardedElement.UNBALANCED) {
                return undetermined(UndeterminedCause.ELEMENT_MALFORMED);
            }
            ClientAddress found =
                    forwarded ? forwardedElement(line, start, end) : node(line, start, end);
            if (found != null) {
                return found;
            }
            end = start - 1;
        }
        return null;
    }

    private static int listElementStart(CharSequence line, int end) {
        int start = end;
        while (start > 0 && line.charAt(start - 1) != ',') {
            start--;
        }
        return start;
    }

    private @Nullable ClientAddress forwardedElement(CharSequence line, int from, int to) {
        long span = ForwardedElement.find(line, from, to, "for");
        if (span == ForwardedElement.ABSENT) {
            return undetermined(UndeterminedCause.ELEMENT_EMPTY);
        }
        if (span == ForwardedElement.MALFORMED) {
            return undetermined(UndeterminedCause.ELEMENT_MALFORMED);
        }
        if (ForwardedElement.hasEscapes(line, span)) {
            String value = ForwardedElement.unescaped(line, span);
            return judge(value, 0, value.length());
        }
        return judge(line, ForwardedElement.from(span), ForwardedElement.to(span));
    }

    private @Nullable ClientAddress single(List<? extends CharSequence> lines) {
        CharSequence line = lines.getFirst();
        if (lines.size() > 1 || listElementStart(line, line.length()) > 0) {
            return undetermined(UndeterminedCause.HEADER_REPEATED);
        }
        return node(line, 0, line.length());
    }

    private @Nullable ClientAddress node(CharSequence line, int from, int to) {
        int start = Tokens.skipWhiteSpace(line, from, to);
        return judge(line, start, Tokens.skipWhiteSpaceBack(line, start, to));
    }

    /* Null if the hop is trusted. */
    private @Nullable ClientAddress judge(CharSequence text, int from, int to) {
        boolean obfuscatedPorts = header.syntax() == AddressHeader.Syntax.FORWARDED;
        IpAddress hop = NodeText.tryParse(text, from, to, obfuscatedPorts);
        if (hop == null) {
            return undetermined(NodeText.fault(text, from, to));
        }
        if (hop.isUnspecified()) {
            return undetermined(UndeterminedCause.UNSPECIFIED_ADDRESS);
        }
        return trusted.contains(hop) ? null : new ClientAddress.Determined(hop, header.name());
    }

    private static ClientAddress undetermined(UndeterminedCause cause) {
        return new ClientAddress.Undetermined(cause);
    }
}
