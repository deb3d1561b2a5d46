package dev.sallyport.server.web;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.client.ClientAddressResolver;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** The first filter: gives every request an id, finds its client address and counts its answer. */
public final class RequestFilter extends OncePerRequestFilter {

    /** The request attribute that holds the {@code ClientAddress} of the caller. */
    public static final String ADDRESS = "dev.sallyport.address";

    static final String ID_HEADER = "X-Request-Id";

    private static final String ID = "dev.sallyport.request-id";

    private final ClientAddressResolver addresses;
    private final ApiMetrics metrics;
    private final RandomGenerator random;

    RequestFilter(ClientAddressResolver addresses, ApiMetrics metrics, RandomGenerator random) {
        this.addresses = addresses;
        this.metrics = metrics;
        this.random = random;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = HexFormat.of().toHexDigits(random.nextLong());
        request.setAttribute(ID, id);
        List<String> lines =
                new ArrayList<>(Collections.list(request.getHeaders(addresses.header().name())));
        request.setAttribute(
                ADDRESS,
                addresses.resolve(
                        AddressParser.parseRequestAddress(request.getRemoteAddr()), lines, false));
        response.setHeader(ID_HEADER, id);
        try (MDC.MDCCloseable _ = MDC.putCloseable("request", id)) {
            chain.doFilter(request, response);
        } finally {
            metrics.answered(response.getStatus());
        }
    }

    /** Returns the id of a request; null for one that never came as far as this filter. */
    public static @Nullable String requestId(ServletRequest request) {
        return request.getAttribute(ID) instanceof String id ? id : null;
    }
}
