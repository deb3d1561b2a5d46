package dev.sallyport.server.compat;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.web.Bodies;
import dev.sallyport.server.web.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request at a door. Used by the one thread that answers it.
 *
 * <p>Methods that need a caller throw {@link RefusedException} if there is none, or none that may.
 */
public final class DoorCall {

    private final HttpServletRequest request;
    private final String path;
    private final @Nullable TenantId named;
    private final String trackingId;
    private final ClientAddress address;
    private final Instant at;
    private final Bodies bodies;
    private @Nullable Caller caller;
    private @Nullable TenantId tenant;
    private @Nullable Allowance allowance;

    DoorCall(
            HttpServletRequest request,
            DoorTable.Place place,
            String trackingId,
            ClientAddress address,
            Instant at,
            Bodies bodies) {
        this.request = request;
        this.path = place.path();
        this.named = place.tenant();
        this.trackingId = trackingId;
        this.address = address;
        this.at = at;
        this.bodies = bodies;
    }

    void calledBy(Caller found) {
        caller = found;
        found.ownTenant().ifPresent(this::concerns);
    }

    /** Notes which tenant the answer is about, where no caller says so. */
    public void concerns(TenantId which) {
        tenant = which;
    }

    void allowed(Allowance left) {
        allowance = left;
    }

    /** Returns the request itself. */
    public HttpServletRequest request() {
        return request;
    }

    /** Returns the method, in capitals as sent. */
    public String method() {
        return request.getMethod();
    }

    /** Returns the path as sent, below the door, with one leading slash. */
    public String path() {
        return path;
    }

    /** Returns the tenant that the host names, if it names one. */
    public Optional<TenantId> named() {
        return Optional.ofNullable(named);
    }

    /** Returns 32 hexadecimal digits by which our log names this call. */
    public String trackingId() {
        return trackingId;
    }

    /** Returns from where. */
    public ClientAddress address() {
        return address;
    }

    /** Returns when. */
    public Instant at() {
        return at;
    }

    /** Returns the tenant the answer is about, as far as it is known. */
    public Optional<TenantId> concerned() {
        return Optional.ofNullable(tenant);
    }

    /** Returns how often the caller may call; empty where nobody is known to call. */
    public Optional<Allowance> allowance() {
        return Optional.ofNullable(allowance);
    }

    /** Returns who calls. */
    public Caller caller() {
        if (caller == null) {
            throw new RefusedException(
                    ProblemCode.AUTH_MISSING, "the request carries no access token");
        }
        return caller;
    }

    /**
     * Returns the caller's own tenant, to which the caller may do what {@code scope} stands for.
     */
    public TenantId tenant(ApiScope scope) {
        TenantId own =
                caller().ownTenant()
                        .orElseThrow(() ->
                                new RefusedException(
                                        ProblemCode.AUTH_FORBIDDEN,
                                        "the client belongs to no tenant; this needs one of a tenant"));
        if (!caller().may(scope, own)) {
            throw new RefusedException(
                    ProblemCode.AUTH_FORBIDDEN, "this needs the scope `" + scope + "`");
        }
        return own;
    }

    /** Returns where a change comes from. */
    public Origin origin() {
        return new Origin(caller(), address, at, "", trackingId);
    }

    /**
     * Returns the bytes of the body, within the limits of every body.
     *
     * @throws IOException if it cannot be read
     */
    public InputStream body() throws IOException {
        return bodies.json(request);
    }

    Bodies bodies() {
        return bodies;
    }
}
