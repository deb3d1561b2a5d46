package dev.sallyport.cli.api;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What stands at a tenant into which a policy is to come, and the way in: a tenant without a policy
 * gets it as its first revision, any other as its draft. Not thread-safe.
 */
public final class TenantIntake {

    private static final int NOT_FOUND = 404;

    private final ApiClient client;
    private final String tenant;
    private final String path;
    private final String policyTag;
    private final @Nullable String draftTag;
    private final boolean isFirst;
    private final String mode;
    private final int rules;

    private TenantIntake(ApiClient client, String tenant, ApiAnswer policy, ApiAnswer draft) {
        this.client = client;
        this.tenant = tenant;
        path = PolicyDraftCommand.policy(tenant);
        policyTag = policy.entityTag();
        draftTag = draft.isSuccess() ? draft.entityTag() : null;
        isFirst = policyTag.replaceAll("\"|\\..*", "").equals("0");
        JsonNode json = policy.json();
        mode = ApiOptions.text(json.path("mode"));
        rules = json.path("rules").size();
    }

    /**
     * Looks at a tenant.
     *
     * @throws CommandFailure if there is no such tenant, or no answer
     */
    public static TenantIntake of(ApiClient client, String tenant) {
        String path = PolicyDraftCommand.policy(tenant);
        ApiAnswer policy = client.ask("GET", path, null);
        ApiAnswer draft = client.send("GET", path + "/draft", null, Map.of());
        if (!draft.isSuccess() && draft.status() != NOT_FOUND) {
            throw ApiClient.failure(draft, ExitStatus.FAILURE);
        }
        return new TenantIntake(client, tenant, policy, draft);
    }

    /** Returns whether the tenant has no revision yet, so that the policy is published. */
    public boolean isFirst() {
        return isFirst;
    }

    /** Returns the mode of the active revision. */
    public String mode() {
        return mode;
    }

    /** Returns how many rules the active revision has. */
    public int rules() {
        return rules;
    }

    /**
     * Looks whether somebody's draft would be lost.
     *
     * @throws CommandFailure if there is a draft
     */
    public void requireNoDraft() {
        if (draftTag != null) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "tenant `"
                            + tenant
                            + "` has a draft already ("
                            + draftTag
                            + "); nothing was changed",
                    List.of(
                            "  look at it:        sallyport policy draft show " + tenant,
                            "  put this in its place with --replace-draft"));
        }
    }

    /**
     * Publishes the policy as the first revision.
     *
     * @param query in spite of which refusals, or empty
     * @throws CommandFailure if it is refused
     */
    public ApiAnswer publish(String document, String query) {
        ApiAnswer answer =
                client.send("PUT", path + query, document, Map.of("If-Match", policyTag));
        ReplaceOptions.requireTaken(answer);
        return answer;
    }

    /**
     * Saves the policy as the draft.
     *
     * @throws CommandFailure if it is refused
     */
    public ApiAnswer saveDraft(String document) {
        String expected = draftTag == null ? policyTag : draftTag;
        ApiAnswer answer =
                client.send("PUT", path + "/draft", document, Map.of("If-Match", expected));
        ReplaceOptions.requireTaken(answer);
        return answer;
    }
}
