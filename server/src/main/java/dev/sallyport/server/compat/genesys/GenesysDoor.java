package dev.sallyport.server.compat.genesys;

import dev.sallyport.compat.genesys.ErrorBodies;
import dev.sallyport.compat.genesys.ErrorBody;
import dev.sallyport.compat.genesys.ProblemErrors;
import dev.sallyport.control.door.DoorPolicies;
import dev.sallyport.control.egress.EgressLists;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.server.compat.Allowance;
import dev.sallyport.server.compat.CallRate;
import dev.sallyport.server.compat.DoorAnswer;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.compat.DoorRoute;
import dev.sallyport.server.compat.DoorTokens;
import dev.sallyport.server.compat.VendorDoor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door for clients of Genesys Cloud. Safe for use by several threads. */
public final class GenesysDoor implements VendorDoor {

    private static final Logger LOG = LoggerFactory.getLogger(GenesysDoor.class);

    static final String NAME = "genesys";

    /* `client.credentials.token.rate.per.minute` of the vendor. */
    static final CallRate RATE = new CallRate(300, Duration.ofMinutes(1));

    private final List<DoorRoute> routes;
    private final CallerGate gate;
    private final DocumentLimits limits;

    /**
     * Opens the door.
     *
     * @param policies reads and changes policies
     * @param tokens issues tokens
     * @param directory knows what is enforced at this moment
     * @param egress knows the addresses of the service itself
     * @param limits how much is read of a document
     */
    public GenesysDoor(
            DoorPolicies policies,
            DoorTokens tokens,
            TenantDirectory directory,
            EgressLists egress,
            DocumentLimits limits) {
        this.limits = limits;
        gate = new CallerGate(directory);
        List<DoorRoute> all = new ArrayList<>();
        all.add(new TokenRoute(tokens).route());
        all.addAll(new SettingsRoutes(policies, limits).all());
        all.add(new RangesRoute(egress).route());
        all.addAll(TrustRoutes.all());
        routes = List.copyOf(all);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<DoorRoute> routes() {
        return routes;
    }

    @Override
    public CallRate rate() {
        return RATE;
    }

    @Override
    public String countedAs(DoorCall call) {
        return "";
    }

    @Override
    public DoorAnswer refusal(Problem problem, DoorCall call) {
        Optional<Allowance> over = call.allowance().filter(Allowance::isOver);
        ErrorBody error =
                over.map(each -> ErrorBodies.tooManyRequests(each.retryAfterSeconds()))
                        .orElseGet(() -> ProblemErrors.of(problem, limits.maxBytes()));
        return GenesysAnswers.error(error, call);
    }

    @Override
    public Optional<DoorAnswer> before(DoorCall call) {
        if (!gate.refuses(call)) {
            return Optional.empty();
        }
        LOG.info("a call at a door was refused, door: {} status: 401 code: ip", NAME);
        return Optional.of(GenesysAnswers.error(ErrorBodies.ipNotAuthorized(), call));
    }

    @Override
    public DoorAnswer finished(DoorAnswer answer, DoorCall call) {
        return GenesysAnswers.finished(answer, call);
    }
}
