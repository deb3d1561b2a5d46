package dev.sallyport.server.compat;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.web.Bodies;
import dev.sallyport.server.web.RefusedException;
import dev.sallyport.server.web.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers whatever is on the paths of a door, and hands on everything else. Nothing on a door's
 * paths gets any further, so nothing of it is answered in our own shape. Safe for use by several
 * threads.
 */
public final class DoorFilter extends OncePerRequestFilter {

    /** The header that says what the tenant's policy is for. */
    public static final String MODE_HEADER = "X-Sallyport-Mode";

    /** The header that says what the policy says beyond what a door's API can. */
    public static final String NOTICE_HEADER = "X-Sallyport-Notice";

    private static final Logger LOG = LoggerFactory.getLogger(DoorFilter.class);
    private static final String LOGGED = "request";
    private static final String RETRY_AFTER = "Retry-After";
    private static final String UNAVAILABLE_SECONDS = "10";

    private final DoorTable table;
    private final Map<String, CallLimits> limits = new HashMap<>();
    private final DoorTokens tokens;
    private final TenantDirectory directory;
    private final Bodies bodies;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * Opens {@code doors}.
     *
     * @param hosts whose root is a door
     * @param directory knows the modes of tenants
     * @param bodies how long bodies may be
     * @param random makes ids of calls; they need not be hard to guess
     */
    public DoorFilter(
            List<VendorDoor> doors,
            List<DoorHost> hosts,
            DoorTokens tokens,
            TenantDirectory directory,
            Bodies bodies,
            Clock clock,
            RandomGenerator random) {
        table = new DoorTable(doors, hosts);
        doors.forEach(door -> limits.put(door.name(), new CallLimits(door.rate())));
        this.tokens = tokens;
        this.directory = directory;
        this.bodies = bodies;
        this.clock = clock;
        this.random = random;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<DoorTable.Place> place =
                table.find(request.getHeader("Host"), request.getRequestURI());
        if (place.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (!(request.getAttribute(RequestFilter.ADDRESS) instanceof ClientAddress address)) {
            throw new IllegalStateException("a request without an address");
        }
        String id = RequestFilter.requestId(request);
        String trackingId = (id == null ? hex() : id) + hex();
        DoorCall call =
                new DoorCall(
                        request,
                        place.get(),
                        trackingId,
                        address,
                        Instant.ofEpochMilli(clock.millis()),
                        bodies);
        String logged = MDC.get(LOGGED);
        MDC.put(LOGGED, trackingId);
        try {
            VendorDoor door = place.get().door();
            write(response, door.finished(answer(door, call, response), call), call);
        } finally {
            if (logged == null) {
                MDC.remove(LOGGED);
            } else {
                MDC.put(LOGGED, logged);
            }
        }
    }

    private String hex() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    /* A boundary: whatever happens in a door is answered in the door's shape, and its cause is logged. */
    private DoorAnswer answer(VendorDoor door, DoorCall call, HttpServletResponse response) {
        try {
            return opened(door, call);
        } catch (RefusedException refused) {
            return refusal(door, call, refused.problem());
        } catch (StorageException failed) {
            LOG.error("the state could not be read or written", failed);
            return refusal(
                    door,
                    call,
                    Problem.of(
                            ProblemCode.SERVER_UNAVAILABLE,
                            "the state cannot be read or written at this moment"));
        } catch (UncheckedIOException failed) {
            return refusal(door, call, unreadable(failed.getCause(), response));
        } catch (IOException failed) {
            return refusal(door, call, unreadable(failed, response));
        } catch (RuntimeException failed) {
            LOG.error("a request failed", failed);
            return refusal(
                    door,
                    call,
                    Problem.of(
                            ProblemCode.SERVER_INTERNAL,
                            "the server failed; its log holds the cause"));
        }
    }

    private static Problem unreadable(@Nullable IOException failed, HttpServletResponse response) {
        response.setHeader("Connection", "close");
        if (failed instanceof InterruptedIOException) {
            return Problem.of(ProblemCode.REQUEST_TIMEOUT, "the body did not arrive in time");
        }
        LOG.debug("the body of a request could not be read to its end", failed);
        return Problem.of(ProblemCode.REQUEST_MALFORMED, "the body could not be read to its end");
    }

    private static DoorAnswer refusal(VendorDoor door, DoorCall call, Problem problem) {
        LOG.info(
                "a call at a door was refused, door: {} status: {} code: {}",
                door.name(),
                problem.code().httpStatus(),
                problem.code());
        DoorAnswer answer = door.refusal(problem, call);
        Optional<Allowance> over = call.allowance().filter(Allowance::isOver);
        if (over.isPresent()) {
            return answer.with(RETRY_AFTER, Long.toString(over.get().retryAfterSeconds()));
        }
        return problem.code().httpStatus() == 503
                ? answer.with(RETRY_AFTER, UNAVAILABLE_SECONDS)
                : answer;
    }

    private DoorAnswer opened(VendorDoor door, DoorCall call) throws IOException {
        List<Found> found =
                door.routes().stream()
                        .map(route -> new Found(route, route.path().matcher(call.path())))
                        .filter(each -> each.path().matches())
                        .toList();
        Optional<Found> wanted =
                found.stream()
                        .filter(each -> each.route().method().equals(call.method()))
                        .findFirst();
        boolean isPublic =
                wanted.map(each -> each.route().isPublic())
                        .orElseGet(() ->
                                !found.isEmpty()
                                        && found.stream()
                                                .allMatch(each -> each.route().isPublic()));
        if (!isPublic) {
            identify(door, call);
            Optional<DoorAnswer> instead = door.before(call);
            if (instead.isPresent()) {
                return instead.get();
            }
        }
        if (found.isEmpty()) {
            throw new RefusedException(
                    ProblemCode.REQUEST_NO_SUCH_RESOURCE, "no resource has this path");
        }
        if (wanted.isEmpty()) {
            return otherMethod(door, call, found);
        }
        DoorRoute route = wanted.get().route();
        checkType(route, call);
        return route.handler().answer(call, wanted.get().path().toMatchResult());
    }

    private record Found(DoorRoute route, Matcher path) {}

    private void identify(VendorDoor door, DoorCall call) {
        Caller caller = tokens.caller(call);
        call.calledBy(caller);
        CallLimits limit = limits.get(door.name());
        if (limit == null) {
            throw new IllegalStateException("a door without a limit");
        }
        Allowance allowance = limit.count(caller.auditName() + " " + door.countedAs(call));
        call.allowed(allowance);
        if (allowance.isOver()) {
            throw new RefusedException(
                    ProblemCode.REQUEST_TOO_MANY, "the client has sent too many requests");
        }
    }

    private static DoorAnswer otherMethod(VendorDoor door, DoorCall call, List<Found> found) {
        List<String> methods = found.stream().map(each -> each.route().method()).sorted().toList();
        return refusal(
                        door,
                        call,
                        Problem.of(
                                ProblemCode.REQUEST_METHOD_NOT_ALLOWED,
                                "the resource does not know the method "
                                        + Quoted.text(call.method())))
                .with("Allow", String.join(", ", methods));
    }

    private static void checkType(DoorRoute route, DoorCall call) {
        if (route.mediaTypes().isEmpty()) {
            return;
        }
        String type = MediaTypes.essence(call.request().getContentType());
        // Of two types nobody can tell which one a proxy before us has looked at.
        long given = Collections.list(call.request().getHeaders("Content-Type")).size();
        if (given > 1 || !route.mediaTypes().contains(type)) {
            throw new RefusedException(
                    ProblemCode.REQUEST_MEDIA_TYPE,
                    "the body must be one of `" + String.join("`, `", route.mediaTypes()) + "`");
        }
    }

    private void write(HttpServletResponse response, DoorAnswer answer, DoorCall call)
            throws IOException {
        response.setStatus(answer.status());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::setHeader);
        mode(call).ifPresent(mode -> response.setHeader(MODE_HEADER, mode));
        byte[] document = answer.bytes();
        if (document.length > 0) {
            response.setContentType("application/json");
        }
        response.setContentLength(document.length);
        try {
            response.getOutputStream().write(document);
            response.getOutputStream().close();
        } catch (IOException gone) {
            LOG.debug("the caller went away before it was answered", gone);
        }
    }

    private Optional<String> mode(DoorCall call) {
        TenantId tenant = call.concerned().orElse(null);
        TenantSnapshot snapshot = tenant == null ? null : directory.find(tenant);
        return snapshot == null || !snapshot.isReady()
                ? Optional.empty()
                : Optional.of(snapshot.state().policy().mode().name());
    }
}
