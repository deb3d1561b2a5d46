package dev.sallyport.compat.sailpoint;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.JsonCursor;
import dev.sallyport.document.JsonText;
import dev.sallyport.engine.policy.TenantId;
import java.io.InputStream;
import java.util.List;

/**
 * Reads and writes auth profiles. Members that stand for nothing here have one value, and a change
 * of one is refused.
 */
public final class AuthProfileDocument {

    private static final String OFF_NETWORK = "offNetwork";
    private static final String UNTRUSTED = "untrustedGeography";
    private static final String NAME = "name";
    private static final String APPLICATION_ID = "applicationId";
    private static final String APPLICATION_NAME = "applicationName";
    private static final String TYPE = "type";
    private static final String STRONG = "strongAuthLogin";
    private static final String BLOCK = "BLOCK";

    private static final List<String> MEMBERS =
            List.of(NAME, OFF_NETWORK, UNTRUSTED, APPLICATION_ID, APPLICATION_NAME, TYPE, STRONG);

    /** The members that a patch may name. */
    public static final List<String> PATCHABLE =
            List.of(OFF_NETWORK, UNTRUSTED, APPLICATION_ID, APPLICATION_NAME, TYPE);

    private final JsonCursor cursor;
    private final AuthProfile before;
    private boolean offNetwork;
    private boolean untrusted;

    private AuthProfileDocument(JsonCursor cursor, AuthProfile before) {
        this.cursor = cursor;
        this.before = before;
    }

    /**
     * Returns the profile that the bytes make of {@code before}, or their faults under {@code
     * request.invalid}. A switch that is absent is off. The stream is closed.
     */
    public static Outcome<AuthProfile> read(InputStream bytes, AuthProfile before) {
        return JsonCursor.read(
                bytes,
                DocumentLimits.DEFAULT,
                ProblemCode.REQUEST_INVALID,
                cursor -> {
                    AuthProfileDocument document = new AuthProfileDocument(cursor, before);
                    JsonCursor.Members _ = cursor.object(MEMBERS, document::member);
                    return new AuthProfile(before.id(), document.offNetwork, document.untrusted);
                });
    }

    private void member(String name) {
        switch (name) {
            case OFF_NETWORK -> offNetwork = Boolean.TRUE.equals(cursor.truth());
            case UNTRUSTED -> untrusted = Boolean.TRUE.equals(cursor.truth());
            case NAME ->
                    unchanged(cursor.isText(before.id().name()), "`" + before.id().name() + "`");
            case APPLICATION_ID, APPLICATION_NAME ->
                    unchanged(
                            cursor.isNull(),
                            "null: there are no applications behind profiles here");
            case TYPE ->
                    unchanged(cursor.isText(BLOCK), "`BLOCK`: whoever does not comply is denied");
            case STRONG -> unchanged(Boolean.FALSE.equals(cursor.truth()), "`false`");
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private void unchanged(boolean isSame, String value) {
        if (!isSame) {
            cursor.fault(
                    ProblemCode.DOOR_NOT_PATCHABLE,
                    "the member has one value here",
                    "leave it at " + value);
            cursor.skip();
        }
    }

    /** Returns the document of a profile. */
    public static String write(AuthProfile profile) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member(NAME, profile.id().name())
                                .member(OFF_NETWORK, profile.offNetwork())
                                .member(UNTRUSTED, profile.untrustedGeography())
                                .nothing(APPLICATION_ID)
                                .nothing(APPLICATION_NAME)
                                .member(TYPE, BLOCK)
                                .member(STRONG, false)));
    }

    /** Returns the document of a list of profiles, which names them only. */
    public static String write(TenantId tenant, List<ProfileId> profiles) {
        return JsonText.of(json ->
                json.array(
                        profiles,
                        profile ->
                                json.object(() ->
                                        json.member("tenant", tenant.value())
                                                .member("id", profile.text()))));
    }
}
