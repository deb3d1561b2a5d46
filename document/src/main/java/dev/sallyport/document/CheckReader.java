package dev.sallyport.document;

import dev.sallyport.control.check.CheckSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.ChannelId;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a check: {@code address} (or the word {@code undetermined}), and as far as
 * given {@code channel}, {@code principal}, {@code at}, {@code revision} and {@code then}, each of
 * which may be null. Strict and total as {@link PolicyReader}.
 */
public final class CheckReader {

    private static final List<String> MEMBERS =
            List.of("address", "channel", "principal", "at", "revision", "then");

    private static final String UNDETERMINED = "undetermined";

    private final JsonCursor cursor;
    private @Nullable ClientAddress address;
    private Channel channel = Channel.OTHER;
    private Principal principal = Principal.ANONYMOUS;
    private @Nullable Instant at;
    private @Nullable Long revision;
    private @Nullable Boolean then;

    private CheckReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the check that the bytes hold, or its faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<CheckSubmission> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new CheckReader(cursor).check());
    }

    private @Nullable CheckSubmission check() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "address");
        if (members.has("then")) {
            cursor.require(members, "at");
        }
        return address == null
                ? null
                : new CheckSubmission(address, channel, principal, at, revision, then);
    }

    private void member(String name) {
        boolean absent = cursor.isNull();
        switch (name) {
            case "address" -> address = address(cursor);
            case "channel" -> channel = absent ? Channel.OTHER : channel(cursor);
            case "principal" ->
                    principal = absent ? Principal.ANONYMOUS : PrincipalReader.read(cursor);
            case "at" -> at = Instants.read(cursor);
            case "revision" ->
                    revision =
                            absent
                                    ? null
                                    : cursor.wholeNumber(
                                            0, Long.MAX_VALUE, ProblemCode.JSON_WRONG_TYPE);
            case "then" -> then = absent ? null : cursor.truth();
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    static @Nullable ClientAddress address(JsonCursor cursor) {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        if (text.equals(UNDETERMINED)) {
            return new ClientAddress.Undetermined(UndeterminedCause.GIVEN);
        }
        IpAddress address = AddressReader.parse(cursor, text, ProblemCode.CHECK_ADDRESS_INVALID);
        if (address == null) {
            return null;
        }
        // As at the decision port, semantics section 2.3.
        return address.isUnspecified()
                ? new ClientAddress.Undetermined(UndeterminedCause.UNSPECIFIED_ADDRESS)
                : new ClientAddress.Determined(address, ClientAddress.GIVEN);
    }

    static Channel channel(JsonCursor cursor) {
        if (cursor.isText(ChannelId.AMBIGUOUS)) {
            return Channel.AMBIGUOUS;
        }
        ChannelId id = ScopeReader.channel(cursor);
        return id == null ? Channel.OTHER : Channel.of(id);
    }
}
