package dev.sallyport.document;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a policy that is still to be published as JSON: without the members that have the value
 * they have if they are left out, and with ids of entries only where they were given. {@link
 * PolicyReader} reads it back as the same submission.
 */
public final class SubmissionWriter {

    private final JsonText json;
    private final EntryWriter sources;

    private SubmissionWriter(JsonText json) {
        this.json = json;
        sources = new EntryWriter(json);
    }

    /** Returns the document of a policy. */
    public static String write(PolicySubmission policy) {
        return JsonText.of(json -> new SubmissionWriter(json).policy(policy));
    }

    private void policy(PolicySubmission policy) {
        json.object(() -> {
            if (policy.mode() != null) {
                json.member("mode", Names.of(policy.mode()));
            }
            json.member("authorizedClients", Names.of(policy.authorizedClients()))
                    .array("rules", policy.rules(), this::rule);
        });
    }

    private void rule(RuleSubmission rule) {
        json.object(() -> {
            json.member("id", rule.id().value());
            text("name", rule.name());
            json.member("effect", Names.of(rule.effect()));
            if (!rule.life().enabled()) {
                json.member("enabled", false);
            }
            if (rule.onTrial()) {
                json.member("onTrial", true);
            }
            json.array("sources", rule.sources(), this::entry);
            if (!rule.except().isEmpty()) {
                json.array("except", rule.except(), this::entry);
            }
            if (!rule.scope().equals(ScopeSubmission.ALL)) {
                json.object("scope", () -> scope(rule.scope()));
            }
            instant("notBefore", rule.life().notBefore());
            instant("expiresAt", rule.life().expiresAt());
        });
    }

    private void entry(EntrySubmission entry) {
        json.object(() -> {
            if (entry.id() != null) {
                json.member("id", entry.id().value());
            }
            sources.source(entry.source());
            text("label", entry.label());
            text("owner", entry.owner());
            if (!entry.life().enabled()) {
                json.member("enabled", false);
            }
            instant("notBefore", entry.life().notBefore());
            instant("expiresAt", entry.life().expiresAt());
            instant("reviewAt", entry.reviewAt());
        });
    }

    private void scope(ScopeSubmission scope) {
        json.texts("channels", scope.channels().stream().map(Object::toString).toList())
                .texts(
                        "exceptChannels",
                        scope.exceptChannels().stream().map(Object::toString).toList())
                .texts(
                        "principalKinds",
                        scope.principalKinds().stream().sorted().map(Names::of).toList())
                .texts("roles", sorted(scope.roles()))
                .texts("clients", sorted(scope.clients()));
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }

    private void text(String name, String text) {
        if (!text.isEmpty()) {
            json.member(name, text);
        }
    }

    private void instant(String name, @Nullable Instant instant) {
        String text = Instants.text(instant);
        if (text != null) {
            json.member(name, text);
        }
    }
}
