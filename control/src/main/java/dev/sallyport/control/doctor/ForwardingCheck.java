package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.engine.client.UndeterminedCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether forwarding headers are missing or malformed, and whether somebody asks who is not
 * trusted.
 *
 * @param requests how many requests were seen
 * @param untrusted how many of them came from peers that are no trusted proxies
 * @param hasTrusted whether any trusted proxy is configured
 * @param undetermined how many had no client address, by cause
 */
public record ForwardingCheck(
        long requests,
        long untrusted,
        boolean hasTrusted,
        Map<UndeterminedCause, Long> undetermined)
        implements Check {

    private static final long FEWEST = 20;

    /** Copies the counts. */
    public ForwardingCheck {
        undetermined = Map.copyOf(undetermined);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (requests < FEWEST) {
            return findings;
        }
        new TreeMap<>(undetermined)
                .forEach((cause, count) -> {
                    if (count > 0) {
                        findings.add(finding(cause, count));
                    }
                });
        if (hasTrusted && untrusted > 0) {
            findings.add(
                    Finding.of(
                            "proxy.untrusted-peer",
                            2 * untrusted > requests ? Severity.ERROR : Severity.WARNING,
                            untrusted
                                    + " of the last "
                                    + requests
                                    + " requests ("
                                    + Finding.percent(untrusted, requests)
                                    + ") came from peers that are no trusted proxies",
                            "name the proxy in `gate.trusted-proxies`, or keep others away from the"
                                    + " gate's port"));
        }
        return findings;
    }

    private Finding finding(UndeterminedCause cause, long count) {
        String word = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String share =
                count
                        + " of the last "
                        + requests
                        + " requests ("
                        + Finding.percent(count, requests)
                        + ") had no client address: `"
                        + word
                        + "`";
        Severity severity = 20 * count >= requests ? Severity.ERROR : Severity.WARNING;
        return Finding.of("forwarding." + word, severity, share, advice(cause));
    }

    private static String advice(UndeterminedCause cause) {
        return switch (cause) {
            case HEADER_MISSING ->
                    "let the proxy write the address header that `gate.profile` names, for every request";
            case ELEMENT_EMPTY, ELEMENT_MALFORMED ->
                    "look which proxy writes something else than an address, and let it write one";
            case ELEMENT_HIDDEN ->
                    "let the proxy write the real address in place of `unknown` or a hidden name";
            case UNSPECIFIED_ADDRESS ->
                    "look which proxy writes `0.0.0.0` or `::`, and let it write the real address";
            case ONLY_TRUSTED_HOPS ->
                    "narrow `gate.trusted-proxies`: clients are inside of it, too";
            case HEADER_REPEATED ->
                    "let the proxy set the header in place of adding one to the client's";
            case PEER_UNKNOWN -> "let the proxy ask over TCP";
            case GIVEN -> "this comes of checks, not of requests";
        };
    }
}
