package dev.sallyport.document;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.egress.signature.EgressPublicKey;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an agent that is to be registered. Strict and total as {@link PolicyReader}. */
public final class EgressAgentReader {

    /**
     * An agent as it was sent.
     *
     * @param name for people
     * @param key its public key
     */
    public record Submission(String name, EgressPublicKey key) {}

    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_MEMBER_LENGTH = 100;

    private final JsonCursor cursor;
    private @Nullable String name;
    private @Nullable EgressPublicKey key;
    private @Nullable String kid;

    private EgressAgentReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the agent of {@code {"name", "key"}}, the key a JSON Web Key (RFC 8037), or its
     * faults under {@code request.invalid}. The stream is closed.
     */
    public static Outcome<Submission> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new EgressAgentReader(cursor).submission());
    }

    private @Nullable Submission submission() {
        JsonCursor.Members members =
                cursor.object(
                        List.of("name", "key"),
                        member -> {
                            if (member.equals("name")) {
                                name = cursor.name(MAX_NAME_LENGTH);
                            } else {
                                key();
                            }
                        });
        cursor.require(members, "name", "key");
        return name == null || key == null ? null : new Submission(name, key);
    }

    private void key() {
        JsonCursor.Members members =
                cursor.object(List.of("kty", "crv", "x", "kid", "use", "alg"), this::member);
        cursor.require(members, "kty", "crv", "x");
        if (key != null && kid != null && !kid.equals(key.thumbprint())) {
            cursor.memberFault(
                    "kid",
                    ProblemCode.EGRESS_AGENT_INVALID,
                    "`kid` is not the thumbprint of the key",
                    "leave it out");
            key = null;
        }
    }

    private void member(String member) {
        switch (member) {
            case "kty" -> expect("OKP");
            case "crv" -> expect("Ed25519");
            case "use" -> expect("sig");
            case "alg" -> expect("EdDSA");
            case "kid" -> kid = cursor.rawText(MAX_MEMBER_LENGTH);
            case "x" -> {
                String text = cursor.rawText(MAX_MEMBER_LENGTH);
                try {
                    key = text == null ? null : new EgressPublicKey(text);
                } catch (IllegalArgumentException noKey) {
                    cursor.fault(
                            ProblemCode.EGRESS_AGENT_INVALID,
                            "`x` is no public Ed25519 key",
                            "write its 32 bytes as base64url without padding");
                }
            }
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private void expect(String expected) {
        String text = cursor.rawText(MAX_MEMBER_LENGTH);
        if (text != null && !text.equals(expected)) {
            cursor.fault(
                    ProblemCode.EGRESS_AGENT_INVALID,
                    "the key is not of the one kind that is taken",
                    "write `" + expected + "`");
        }
    }
}
