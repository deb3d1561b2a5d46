package dev.sallyport.cli.api;

import dev.sallyport.document.PolicyReader;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/*
 * Which version a file was made of. `show --output json` notes it in the file, and who puts the file replaces that version and no
 * other; two people with files do not overwrite each other unseen.
 */
final class PolicyVersion {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DRAFT = "\"draft.";

    private PolicyVersion() {}

    /** Returns an answer with its entity tag as the first member. */
    static ApiAnswer noted(ApiAnswer answer) {
        if (!(answer.json() instanceof ObjectNode document) || answer.entityTag().isEmpty()) {
            return answer;
        }
        ObjectNode noted = JSON.createObjectNode();
        noted.put(PolicyReader.ETAG, answer.entityTag());
        noted.setAll(document);
        return new ApiAnswer(answer.status(), answer.headers(), noted.toString(), noted);
    }

    /**
     * Returns the entity tag of the policy that a file was made of; empty if it does not say, or is
     * of a draft, and then it is said on standard error what is replaced.
     */
    static Optional<String> ofFile(String document, Path file) {
        return of(document, file, false);
    }

    /** Returns the entity tag that a file for a draft was made of, of a draft or of a policy. */
    static Optional<String> ofDraftFile(String document, Path file) {
        return of(document, file, true);
    }

    private static Optional<String> of(String document, Path file, boolean isForDraft) {
        Optional<String> tag = tag(document).filter(t -> isForDraft || !t.startsWith(DRAFT));
        if (tag.isEmpty()) {
            System.err.println(
                    "note: "
                            + file
                            + " does not say which version it was made of, so it replaces the one that is there now;"
                            + " what `show --output json` writes says it, or --if-match");
        }
        return tag;
    }

    private static Optional<String> tag(String document) {
        try {
            JsonNode tag = JSON.readTree(document).path(PolicyReader.ETAG);
            return tag.isString() ? Optional.of(tag.asString()) : Optional.empty();
        } catch (JacksonException faulty) {
            return Optional.empty();
        }
    }
}
