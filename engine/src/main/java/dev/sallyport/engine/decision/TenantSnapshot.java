package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's state compiled for deciding; the function of semantics section 1.
 *
 * <p>A decision depends on nothing but the state and the request. It takes no lock, asks nobody,
 * and allocates nothing as long as the instant lies in the compiled stretch of time or the one
 * after it. Any other instant is answered just as rightly, by compiling for it first; {@link
 * #advance} does that ahead of time. Safe for use by many threads.
 */
public final class TenantSnapshot {

    /*
     * Between two boundaries of lives nothing changes, so tables are compiled per stretch:
     *
     *     ... boundary |------ current ------| boundary |------ upcoming ------| boundary ...
     *
     * The pair is one object behind one volatile reference. Threads that find it behind the time replace it; whoever
     * comes second does the same work once more, and both results are equal.
     */
    private record Windows(LiveWindow current, @Nullable LiveWindow upcoming) {}

    private final TenantState state;
    private final ListTables lists;
    private final GrantTable grants;
    private final VerdictTable verdicts;
    private final @Nullable Verdict always;
    private volatile Windows windows;

    private TenantSnapshot(
            TenantState state, ListTables lists, long epochMillis, @Nullable Verdict always) {
        this.state = state;
        this.lists = lists;
        this.always = always;
        grants = new GrantTable(state);
        verdicts = new VerdictTable(state, grants.reasons());
        windows = windowsAt(LiveWindow.compile(state, lists, epochMillis));
    }

    /**
     * Returns the compiled form of a state.
     *
     * @param state what is true of the tenant
     * @param epochMillis the instant to be ready for, in milliseconds since 1970-01-01T00:00:00Z;
     *     usually now
     */
    public static TenantSnapshot compile(TenantState state, long epochMillis) {
        return compile(state, new ListTables(), epochMillis);
    }

    /**
     * Returns the compiled form of a state, which shares the compiled form of its lists with all
     * others that are compiled with the same tables.
     *
     * @param state what is true of the tenant
     * @param lists lists in compiled form
     * @param epochMillis the instant to be ready for, in milliseconds since 1970-01-01T00:00:00Z;
     *     usually now
     */
    public static TenantSnapshot compile(TenantState state, ListTables lists, long epochMillis) {
        return new TenantSnapshot(state, lists, epochMillis, null);
    }

    /**
     * Returns what stands for a tenant that exists and whose state is not known: every request is
     * denied as {@code not-ready}, semantics section 7, unless the deployment observes.
     */
    public static TenantSnapshot notReady(TenantId tenant, DeploymentSwitch deployment) {
        TenantState nothing =
                TenantState.of(tenant, 0, 0, Policy.INITIAL).withDeployment(deployment);
        return new TenantSnapshot(
                nothing,
                new ListTables(),
                0,
                Verdict.withoutTenant(new Reason.NotReady(), deployment));
    }

    /** Returns whether the tenant's state is known. */
    public boolean isReady() {
        return always == null;
    }

    private TenantSnapshot(
            TenantState state,
            ListTables lists,
            GrantTable grants,
            Windows windows,
            @Nullable Verdict always) {
        this.state = state;
        this.lists = lists;
        this.always = always;
        this.grants = grants;
        this.windows = windows;
        verdicts = new VerdictTable(state, grants.reasons());
    }

    /**
     * Returns this snapshot at a later sequence, with the deployment's switch at {@code position}.
     * Nothing is compiled again: the switch decides what is done about a decision, never the
     * decision (semantics section 6).
     */
    public TenantSnapshot under(DeploymentSwitch position, long laterSequence) {
        return new TenantSnapshot(
                state.under(position, laterSequence),
                lists,
                grants,
                windows,
                always == null ? null : always.under(position));
    }

    private Windows windowsAt(LiveWindow current) {
        LiveWindow upcoming =
                current.until() == Long.MAX_VALUE
                        ? null
                        : LiveWindow.compile(state, lists, current.until());
        return new Windows(current, upcoming);
    }

    /** Returns the state this was compiled from. */
    public TenantState state() {
        return state;
    }

    /**
     * Returns what the rules of the active policy and the grants say of addresses at an instant.
     * Made when asked for; with lists or grants that takes time for each network of them.
     *
     * @param epochMillis the instant, in milliseconds since 1970-01-01T00:00:00Z
     */
    public AddressMap addressMap(long epochMillis) {
        return window(epochMillis).active().addressMap(grants.addresses(epochMillis));
    }

    /** Returns the decision on a request. */
    public Verdict decide(Request request) {
        if (always != null) {
            return always;
        }
        LiveWindow window = window(request.epochMillis());
        IpAddress address = addressOf(request.client());
        Channel channel = request.channel();
        Principal principal = request.principal();
        int breakGlass = grants.breakGlass(address, request.epochMillis());
        if (breakGlass != GrantTable.NONE) {
            return verdicts.verdict(
                    verdicts.grantRow(breakGlass),
                    window.draft() == null ? null : Effect.ALLOW,
                    window.trial() == null ? null : Effect.ALLOW);
        }
        int grant = grants.covering(address, request.epochMillis(), channel, principal);
        int outcome = window.active().evaluate(address, channel, principal);
        int row =
                grant != GrantTable.NONE && isUndecided(outcome)
                        ? verdicts.grantRow(grant)
                        : verdicts.row(outcome);
        return verdicts.verdict(
                row,
                effect(window.draft(), address, channel, principal, grant),
                effect(window.trial(), address, channel, principal, grant));
    }

    private static @Nullable IpAddress addressOf(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Determined determined -> determined.address();
            case ClientAddress.Undetermined ignored -> null;
        };
    }

    /* Grants and exemptions come in where no rule decided: step 5 stands before steps 6 and 7. */
    private static boolean isUndecided(int outcome) {
        return outcome == RuleTable.NOT_IN_ALLOW_LIST || outcome == RuleTable.NO_RESTRICTION;
    }

    private static @Nullable Effect effect(
            @Nullable RuleTable table,
            @Nullable IpAddress address,
            Channel channel,
            Principal principal,
            int grant) {
        if (table == null) {
            return null;
        }
        int outcome = table.evaluate(address, channel, principal);
        return switch (outcome) {
            case RuleTable.CLIENT_NOT_AUTHORIZED -> Effect.DENY;
            case RuleTable.NOT_IN_ALLOW_LIST ->
                    grant == GrantTable.NONE ? Effect.DENY : Effect.ALLOW;
            case RuleTable.NO_RESTRICTION -> Effect.ALLOW;
            default -> table.effect(outcome);
        };
    }

    private LiveWindow window(long epochMillis) {
        Windows known = windows;
        if (known.current.covers(epochMillis)) {
            return known.current;
        }
        LiveWindow upcoming = known.upcoming;
        if (upcoming != null && upcoming.covers(epochMillis)) {
            return upcoming;
        }
        LiveWindow compiled = LiveWindow.compile(state, lists, epochMillis);
        if (compiled.from() > known.current.from()) {
            windows = windowsAt(compiled);
        }
        return compiled;
    }

    /**
     * Gets ready for an instant and the first boundary after it, so that no request has to wait for
     * that. Cheap where there is nothing to do; to be called every second or so by whoever keeps
     * the snapshot.
     *
     * @param epochMillis the present, in milliseconds since 1970-01-01T00:00:00Z
     */
    public void advance(long epochMillis) {
        Windows known = windows;
        if (epochMillis < known.current.until() || known.current.until() == Long.MAX_VALUE) {
            return;
        }
        LiveWindow upcoming = known.upcoming;
        if (upcoming == null || !upcoming.covers(epochMillis)) {
            upcoming = LiveWindow.compile(state, lists, epochMillis);
        }
        windows = windowsAt(upcoming);
    }
}
