package dev.sallyport.engine.client;

import dev.sallyport.engine.address.IpAddress;
import java.util.ArrayList;
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
        return resolve(peer, headerLines, fromProxyProtocol, null);
    }

    /**
     * Returns what {@link #resolve} returns, and every step on the way. For people, not for
     * requests.
     */
    public ClientWalk explain(
            @Nullable IpAddress peer,
            List<? extends CharSequence> headerLines,
            boolean fromProxyProtocol) {
        List<ClientWalk.Step> steps = new ArrayList<>();
        return new ClientWalk(resolve(peer, headerLines, fromProxyProtocol, steps), steps);
    }

    /* The steps are null where nobody wants to know them. */
    private ClientAddress resolve(
            @Nullable IpAddress peer,
            List<? extends CharSequence> headerLines,
            boolean fromProxyProtocol,
            @Nullable List<ClientWalk.Step> steps) {
        if (peer == null) {
            return undetermined(UndeterminedCause.PEER_UNKNOWN);
        }
        String derivedFrom = fromProxyProtocol ? ClientAddress.PROXY_PROTOCOL : ClientAddress.PEER;
        if (peer.unmapped().isUnspecified()) {
            note(steps, derivedFrom, peer, ClientWalk.Finding.UNREADABLE);
            return undetermined(UndeterminedCause.UNSPECIFIED_ADDRESS);
        }
        if (!trusted.contains(peer)) {
            note(steps, derivedFrom, peer, ClientWalk.Finding.CLIENT);
            return new ClientAddress.Determined(peer, derivedFrom);
        }
        note(steps, derivedFrom, peer, ClientWalk.Finding.TRUSTED);
        if (headerLines.isEmpty()) {
            return undetermined(UndeterminedCause.HEADER_MISSING);
        }
        ClientAddress found =
                switch (header.syntax()) {
                    case LIST, FORWARDED -> walk(headerLines, steps);
                    case SINGLE -> single(headerLines, steps);
                };
        return found == null ? undetermined(UndeterminedCause.ONLY_TRUSTED_HOPS) : found;
    }

    /* Null if all hops are trusted. */
    private @Nullable ClientAddress walk(
            List<? extends CharSequence> lines, @Nullable List<ClientWalk.Step> steps) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            ClientAddress found = walk(lines.get(i), steps);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable ClientAddress walk(CharSequence line, @Nullable List<ClientWalk.Step> steps) {
        boolean forwarded = header.syntax() == AddressHeader.Syntax.FORWARDED;
        int end = line.length();
        while (end >= 0) {
            int start = forwarded ? ForwardedElement.start(line, end) : listElementStart(line, end);
            if (start == ForwardedElement.UNBALANCED) {
                note(steps, line, 0, end, null, ClientWalk.Finding.UNREADABLE);
                return undetermined(UndeterminedCause.ELEMENT_MALFORMED);
            }
            ClientAddress found =
                    forwarded
                            ? forwardedElement(line, start, end, steps)
                            : node(line, start, end, steps);
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

    private @Nullable ClientAddress forwardedElement(
            CharSequence line, int from, int to, @Nullable List<ClientWalk.Step> steps) {
        long span = ForwardedElement.find(line, from, to, "for");
        if (span == ForwardedElement.ABSENT || span == ForwardedElement.MALFORMED) {
            note(steps, line, from, to, null, ClientWalk.Finding.UNREADABLE);
            return undetermined(
                    span == ForwardedElement.ABSENT
                            ? UndeterminedCause.ELEMENT_EMPTY
                            : UndeterminedCause.ELEMENT_MALFORMED);
        }
        if (ForwardedElement.hasEscapes(line, span)) {
            String value = ForwardedElement.unescaped(line, span);
            return judge(value, 0, value.length(), steps);
        }
        return judge(line, ForwardedElement.from(span), ForwardedElement.to(span), steps);
    }

    private @Nullable ClientAddress single(
            List<? extends CharSequence> lines, @Nullable List<ClientWalk.Step> steps) {
        CharSequence line = lines.getFirst();
        if (lines.size() > 1 || listElementStart(line, line.length()) > 0) {
            note(steps, line, 0, line.length(), null, ClientWalk.Finding.UNREADABLE);
            return undetermined(UndeterminedCause.HEADER_REPEATED);
        }
        return node(line, 0, line.length(), steps);
    }

    private @Nullable ClientAddress node(
            CharSequence line, int from, int to, @Nullable List<ClientWalk.Step> steps) {
        int start = Tokens.skipWhiteSpace(line, from, to);
        return judge(line, start, Tokens.skipWhiteSpaceBack(line, start, to), steps);
    }

    /* Null if the hop is trusted. */
    private @Nullable ClientAddress judge(
            CharSequence text, int from, int to, @Nullable List<ClientWalk.Step> steps) {
        boolean obfuscatedPorts = header.syntax() == AddressHeader.Syntax.FORWARDED;
        IpAddress hop = NodeText.tryParse(text, from, to, obfuscatedPorts);
        if (hop == null || hop.isUnspecified()) {
            note(steps, text, from, to, hop, ClientWalk.Finding.UNREADABLE);
            return undetermined(
                    hop == null
                            ? NodeText.fault(text, from, to)
                            : UndeterminedCause.UNSPECIFIED_ADDRESS);
        }
        boolean isTrusted = trusted.contains(hop);
        note(
                steps,
                text,
                from,
                to,
                hop,
                isTrusted ? ClientWalk.Finding.TRUSTED : ClientWalk.Finding.CLIENT);
        return isTrusted ? null : new ClientAddress.Determined(hop, header.name());
    }

    private static void note(
            @Nullable List<ClientWalk.Step> steps,
            String from,
            IpAddress peer,
            ClientWalk.Finding finding) {
        if (steps != null) {
            steps.add(new ClientWalk.Step(from, peer.toString(), peer, finding));
        }
    }

    private void note(
            @Nullable List<ClientWalk.Step> steps,
            CharSequence text,
            int from,
            int to,
            @Nullable IpAddress hop,
            ClientWalk.Finding finding) {
        if (steps != null) {
            int end = Math.min(to, from + ClientWalk.MAX_TEXT_LENGTH);
            steps.add(
                    new ClientWalk.Step(
                            header.name(), text.subSequence(from, end).toString(), hop, finding));
        }
    }

    private static ClientAddress undetermined(UndeterminedCause cause) {
        return new ClientAddress.Undetermined(cause);
    }
}
