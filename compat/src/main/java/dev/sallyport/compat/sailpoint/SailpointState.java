package dev.sallyport.compat.sailpoint;

import dev.sallyport.control.door.DoorChange;
import dev.sallyport.control.door.DoorState;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a policy means as a SailPoint configuration, and what a change of that means as a policy.
 * The policy is the truth; what was sent is answered as it was sent as far as the policy still says
 * it.
 */
public final class SailpointState {

    /** The name of the door. */
    public static final String DOOR = "sailpoint";

    private final DoorState state;
    private final SailpointSettings settings;
    private final @Nullable Kept kept;
    private final Condition network;
    private final Condition countries;
    private final NetworkHalf networkHalf;
    private final CountryHalf countryHalf;

    private SailpointState(DoorState state, SailpointSettings settings, Instant at) {
        this.state = state;
        this.settings = settings;
        kept = Kept.of(state.document());
        SsoScope written = kept == null ? null : kept.sso();
        network = Condition.of(state.policy(), Condition.NETWORK, written, at);
        countries = Condition.of(state.policy(), Condition.COUNTRIES, written, at);
        NetworkConfiguration sent =
                kept == null || kept.configuration() == null
                        ? NetworkConfiguration.NONE
                        : kept.configuration();
        networkHalf = new NetworkHalf(network, sent.range(), at);
        countryHalf = new CountryHalf(countries, sent.geolocation(), sent.whitelisted(), at);
    }

    /**
     * Returns what {@code state} means at an instant.
     *
     * @throws dev.sallyport.control.port.UnreadableStateException if what is kept cannot be read
     */
    public static SailpointState of(DoorState state, SailpointSettings settings, Instant at) {
        return new SailpointState(state, settings, at);
    }

    /**
     * Returns the configuration; refused if there never was one, neither through this door nor as
     * rules of its ids.
     */
    public Outcome<NetworkConfiguration> configuration() {
        boolean wasSent = kept != null && kept.configuration() != null;
        if (!wasSent && network.rule().isEmpty() && countries.rule().isEmpty()) {
            return Outcome.refused(
                    ProblemCode.DOOR_NOT_CONFIGURED,
                    "the tenant has no network configuration; make one with POST");
        }
        return Outcome.done(
                new NetworkConfiguration(
                        networkHalf.range(), countryHalf.geolocation(), countryHalf.isTrusted()));
    }

    /** Returns the ids of the profiles there are: the default one, and those of roles. */
    public List<ProfileId> profiles() {
        Set<String> roles = new LinkedHashSet<>(settings.profileRoles());
        roles.addAll(enforced(network, Condition.NETWORK).roles().stream().sorted().toList());
        roles.addAll(enforced(countries, Condition.COUNTRIES).roles().stream().sorted().toList());
        // A rule that is switched off keeps its roles, to be switched on again for one of them.
        network.rule().ifPresent(rule -> roles.addAll(new TreeSet<>(rule.scope().roles())));
        countries.rule().ifPresent(rule -> roles.addAll(new TreeSet<>(rule.scope().roles())));
        List<ProfileId> profiles = new ArrayList<>();
        profiles.add(ProfileId.DEFAULT);
        roles.forEach(role -> profiles.add(new ProfileId(role)));
        return profiles;
    }

    /** Returns the profile whose id is {@code text}, if there is one. */
    public Optional<AuthProfile> profile(String text) {
        return profiles().stream()
                .filter(id -> id.text().equals(text))
                .findFirst()
                .map(this::profile);
    }

    /**
     * Returns the switches of a profile whether it is listed or not: one of a role that no rule
     * names any longer has just been switched off.
     */
    public Optional<AuthProfile> profileNow(String text) {
        return ProfileId.of(text).map(this::profile);
    }

    private AuthProfile profile(ProfileId id) {
        return new AuthProfile(
                id,
                enforced(network, Condition.NETWORK).holdsFor(id),
                enforced(countries, Condition.COUNTRIES).holdsFor(id));
    }

    /* With no profile touched the default profile enforces both. */
    private Enforcement enforced(Condition condition, RuleId id) {
        Enforcement withoutRule =
                kept == null
                        ? Enforcement.EVERYBODY
                        : id.equals(Condition.NETWORK) ? kept.network() : kept.countries();
        return condition.enforcement(withoutRule);
    }

    /**
     * Returns, for people, what the policy says that this API cannot, and what it says that has no
     * effect, other rules last; lower-case phrases in visible ASCII, empty if there is nothing.
     */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        networkHalf.beyond().forEach(what -> notices.add("not shown: " + what));
        countryHalf.beyond().forEach(what -> notices.add("not shown: " + what));
        network.bounds().forEach(what -> notices.add("not shown: " + what));
        countries.bounds().forEach(what -> notices.add("not shown: " + what));
        if (kept != null && kept.configuration() != null) {
            if (network.rule().isEmpty() && !enforced(network, Condition.NETWORK).isForNobody()) {
                notices.add("no effect: offNetwork, since no network is set");
            }
            if (countries.rule().isEmpty()
                    && !enforced(countries, Condition.COUNTRIES).isForNobody()
                    && countryHalf.isTrusted()) {
                notices.add("no effect: untrustedGeography, since no country is set");
            }
        }
        for (Rule rule : state.policy().rules()) {
            if (!rule.id().equals(Condition.NETWORK) && !rule.id().equals(Condition.COUNTRIES)) {
                notices.add("not shown: rule `" + rule.id() + "`");
            }
        }
        return notices;
    }

    /** Returns what another configuration makes of the state, or why it cannot be. */
    public Outcome<DoorChange> configured(NetworkConfiguration wanted) {
        SsoScope sso = sso();
        return networkHalf
                .with(wanted.range(), enforced(network, Condition.NETWORK), sso)
                .flatMap(first ->
                        countryHalf
                                .with(
                                        wanted.geolocation(),
                                        wanted.whitelisted(),
                                        enforced(countries, Condition.COUNTRIES),
                                        sso)
                                .map(second -> change(wanted, first, second)));
    }

    /** Returns what a profile with other switches makes of the state, or why it cannot be. */
    public Outcome<DoorChange> switched(AuthProfile wanted) {
        return switched(network, Condition.NETWORK, wanted.id(), wanted.offNetwork(), "offNetwork")
                .flatMap(first ->
                        switched(
                                        countries,
                                        Condition.COUNTRIES,
                                        wanted.id(),
                                        wanted.untrustedGeography(),
                                        "untrustedGeography")
                                .map(second -> switched(first, second)));
    }

    private Outcome<Enforcement> switched(
            Condition condition, RuleId id, ProfileId profile, boolean isOn, String member) {
        Enforcement before = enforced(condition, id);
        if (before.holdsFor(profile) == isOn) {
            return Outcome.done(before);
        }
        if (profile.role() != null && before.isForEverybody()) {
            return Outcome.refused(
                    ProblemCode.DOOR_NOT_PATCHABLE,
                    "`"
                            + member
                            + "` is on in the default profile, which holds for everybody; switch it off"
                            + " there, and on in the profiles of roles");
        }
        Optional<String> unswitchable = condition.unswitchable();
        return unswitchable.isPresent()
                ? Outcome.refused(
                        ProblemCode.DOOR_WOULD_LOSE,
                        "a change of `"
                                + member
                                + "` would lose what was set natively: "
                                + unswitchable.get())
                : Outcome.done(before.with(profile, isOn));
    }

    private DoorChange switched(Enforcement first, Enforcement second) {
        return change(
                kept == null ? null : kept.configuration(),
                network.rule()
                        .map(rule -> switched(rule, enforced(network, Condition.NETWORK), first)),
                countries
                        .rule()
                        .map(rule ->
                                switched(rule, enforced(countries, Condition.COUNTRIES), second)),
                first,
                second);
    }

    private static RuleSubmission switched(Rule rule, Enforcement before, Enforcement after) {
        RuleSubmission submission = RuleSubmission.of(rule);
        return before.equals(after) ? submission : Condition.switched(submission, after);
    }

    private SsoScope sso() {
        return SsoScope.wanted(settings.isSsoGoverned(), state.channels());
    }

    private DoorChange change(
            @Nullable NetworkConfiguration configuration,
            Optional<RuleSubmission> first,
            Optional<RuleSubmission> second) {
        return change(
                configuration,
                first,
                second,
                enforced(network, Condition.NETWORK),
                enforced(countries, Condition.COUNTRIES));
    }

    private DoorChange change(
            @Nullable NetworkConfiguration configuration,
            Optional<RuleSubmission> first,
            Optional<RuleSubmission> second,
            Enforcement forNetwork,
            Enforcement forCountries) {
        Policy policy = state.policy();
        List<RuleSubmission> rules = new ArrayList<>();
        for (Rule rule : policy.rules()) {
            if (rule.id().equals(Condition.NETWORK)) {
                first.ifPresent(changed -> rules.add(said(changed)));
            } else if (rule.id().equals(Condition.COUNTRIES)) {
                second.ifPresent(changed -> rules.add(said(changed)));
            } else {
                rules.add(RuleSubmission.of(rule));
            }
        }
        if (network.rule().isEmpty()) {
            first.ifPresent(rules::add);
        }
        if (countries.rule().isEmpty()) {
            second.ifPresent(rules::add);
        }
        return new DoorChange(
                new PolicySubmission(null, policy.authorizedClients(), rules),
                new Kept(configuration, forNetwork, forCountries, sso()).write());
    }

    private RuleSubmission said(RuleSubmission rule) {
        return kept == null ? rule : Condition.withSso(rule, kept.sso(), sso());
    }
}
