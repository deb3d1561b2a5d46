package dev.sallyport.document;

import dev.sallyport.control.finding.Findings;
import dev.sallyport.control.guard.Impact;
import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import java.util.Collection;
import java.util.List;

/**
 * Writes a policy as JSON in its canonical form: every member, in a fixed order, sets in ASCII
 * order, single addresses without a length, instants in UTC. {@link PolicyReader} reads it back as
 * the same policy.
 */
public final class PolicyWriter {

    /** The member by which an answer says by what people are known; no part of a policy. */
    static final String PEOPLE = "people";

    private final JsonText json;
    private final EntryWriter entries;

    private PolicyWriter(JsonText json) {
        this.json = json;
        entries = new EntryWriter(json);
    }

    /** Returns the document of a policy. */
    public static String write(Policy policy) {
        return JsonText.of(json -> new PolicyWriter(json).policy(policy));
    }

    /**
     * Returns the document of a policy that was judged knowing people by {@code people}, with whom
     * it hits.
     */
    public static String write(Policy policy, PeopleSource people, Impact impact) {
        return JsonText.of(json ->
                json.object(() -> {
                    new PolicyWriter(json).members(policy);
                    json.member(PEOPLE, people.text());
                    new LockOutWriter(json).write(impact, people);
                }));
    }

    /** Returns the document of a policy with whom it hits and what is odd about it. */
    public static String write(
            Policy policy, PeopleSource people, Impact impact, Findings findings) {
        return JsonText.of(json ->
                json.object(() -> {
                    new PolicyWriter(json).members(policy);
                    json.member(PEOPLE, people.text());
                    FindingsWriter.members(json, findings);
                    new LockOutWriter(json).write(impact, people);
                }));
    }

    /**
     * Returns the document of a policy that was judged knowing people by {@code people}, with what
     * is odd about it.
     */
    public static String write(Policy policy, PeopleSource people, Findings findings) {
        return JsonText.of(json ->
                json.object(() -> {
                    new PolicyWriter(json).members(policy);
                    json.member(PEOPLE, people.text());
                    FindingsWriter.members(json, findings);
                }));
    }

    /** Writes one rule of a policy. */
    static void write(JsonText json, Rule rule) {
        new PolicyWriter(json).rule(rule);
    }

    private void policy(Policy policy) {
        json.object(() -> members(policy));
    }

    private void members(Policy policy) {
        json.member("mode", Names.of(policy.mode()))
                .member("authorizedClients", Names.of(policy.authorizedClients()))
                .array("rules", policy.rules(), this::rule);
    }

    private void rule(Rule rule) {
        json.object(() ->
                json.member("id", rule.id().value())
                        .member("name", rule.name())
                        .member("effect", Names.of(rule.effect()))
                        .member("enabled", rule.life().enabled())
                        .member("onTrial", rule.onTrial())
                        .array("sources", rule.sources(), entries::write)
                        .array("except", rule.except(), entries::write)
                        .object("scope", () -> scope(rule.scope()))
                        .member("notBefore", Instants.text(rule.life().notBefore()))
                        .member("expiresAt", Instants.text(rule.life().expiresAt())));
    }

    private void scope(Scope scope) {
        json.texts("channels", sorted(scope.channels()))
                .texts("exceptChannels", sorted(scope.exceptChannels()))
                .texts(
                        "principalKinds",
                        scope.principalKinds().stream().sorted().map(Names::of).toList())
                .texts("roles", sorted(scope.roles()))
                .texts("clients", sorted(scope.clients()));
    }

    private static List<String> sorted(Collection<?> names) {
        return names.stream().map(Object::toString).sorted().toList();
    }
}
