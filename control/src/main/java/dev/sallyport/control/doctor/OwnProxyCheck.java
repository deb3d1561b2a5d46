package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.engine.address.IpAddress;
import java.util.List;

/**
 * Whether one private address carries most requests: then that is a proxy of the deployment, taken
 * for the client.
 *
 * @param requests how many requests were seen
 * @param address the most frequent client address that nobody has on the Internet
 * @param count how many of the requests came from it
 */
public record OwnProxyCheck(long requests, IpAddress address, long count) implements Check {

    private static final long FEWEST = 20;

    @Override
    public List<Finding> findings() {
        if (requests < FEWEST || 2 * count <= requests) {
            return List.of();
        }
        return List.of(
                Finding.of(
                        "proxy.own-address",
                        Severity.ERROR,
                        "one private address, `"
                                + address
                                + "`, carries "
                                + Finding.percent(count, requests)
                                + " of the last "
                                + requests
                                + " requests: you see your own proxy",
                        "name it in `gate.trusted-proxies`, and let it pass on the client address"));
    }
}
