package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import java.util.List;

/**
 * Whether many requests name hosts that are no tenant's.
 *
 * @param requests how many requests were seen
 * @param unknown how many of them named no tenant
 */
public record UnknownHostsCheck(long requests, long unknown) implements Check {

    private static final long FEWEST = 20;

    @Override
    public List<Finding> findings() {
        if (requests < FEWEST || 100 * unknown < requests) {
            return List.of();
        }
        return List.of(
                Finding.of(
                        "tenant.unknown-hosts",
                        2 * unknown >= requests ? Severity.ERROR : Severity.WARNING,
                        unknown
                                + " of the last "
                                + requests
                                + " requests ("
                                + Finding.percent(unknown, requests)
                                + ") named a host that is no tenant's",
                        "`sallyport tenant unknown-hosts` lists them with what may have been meant"));
    }
}
