package dev.sallyport.document;

import dev.sallyport.control.check.CheckSubmission;
import dev.sallyport.control.explain.ExplainSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Principal;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is to be explained: {@code request}, the id of a request that was denied lately; or a
 * request that nobody made, by {@code address} or by {@code peer} and {@code forwarded} (the lines
 * of the address header), by {@code channel} or {@code path}, and as far as given {@code
 * principal}, {@code at} and {@code revision}. {@code share} asks for a link. Strict and total as
 * {@link PolicyReader}.
 */
public final class ExplainReader {

    /**
     * What is asked.
     *
     * @param requestId the id of a request, or null
     * @param submission the request that nobody made, or null
     * @param share whether a link is wanted
     */
    public record Question(
            @Nullable String requestId, @Nullable ExplainSubmission submission, boolean share) {}

    private static final List<String> MEMBERS =
            List.of(
                    "request",
                    "address",
                    "peer",
                    "forwarded",
                    "channel",
                    "path",
                    "principal",
                    "at",
                    "revision",
                    "then",
                    "share");
    private static final int MAX_LINES = 50;
    private static final int MAX_LINE_LENGTH = 8_192;

    private final JsonCursor cursor;
    private @Nullable String requestId;
    private @Nullable ClientAddress address;
    private @Nullable IpAddress peer;
    private final List<String> forwarded = new ArrayList<>();
    private Channel channel = Channel.OTHER;
    private @Nullable String path;
    private Principal principal = Principal.ANONYMOUS;
    private @Nullable Instant at;
    private @Nullable Long revision;
    private @Nullable Boolean then;
    private boolean share;

    private ExplainReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the question that the bytes hold, or its faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<Question> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new ExplainReader(cursor).question());
    }

    private @Nullable Question question() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        if (!members.isObject()) {
            return null;
        }
        if (members.has("request")) {
            MEMBERS.stream()
                    .filter(name -> !name.equals("request") && !name.equals("share"))
                    .filter(members::has)
                    .forEach(name -> contradiction(name, "request"));
            return new Question(requestId, null, share);
        }
        if (!members.has("peer")) {
            cursor.require(members, "address");
            exclude(members, "forwarded", "address");
        }
        if (members.has("then")) {
            cursor.require(members, "at");
        }
        exclude(members, "address", "peer");
        exclude(members, "channel", "path");
        ClientAddress stated =
                address == null ? new ClientAddress.Undetermined(UndeterminedCause.GIVEN) : address;
        return new Question(
                null,
                new ExplainSubmission(
                        new CheckSubmission(stated, channel, principal, at, revision, then),
                        peer == null ? null : new ExplainSubmission.Arrival(peer, forwarded),
                        path),
                share);
    }

    private void exclude(JsonCursor.Members members, String name, String other) {
        if (members.has(name) && members.has(other)) {
            contradiction(name, other);
        }
    }

    private void contradiction(String name, String other) {
        cursor.memberFault(
                name,
                ProblemCode.JSON_UNKNOWN_VALUE,
                "`" + name + "` is given beside `" + other + "`",
                "leave one of the two out");
    }

    private void member(String name) {
        boolean isAbsent = cursor.isNull();
        switch (name) {
            case "request" -> requestId = cursor.rawText(100);
            case "address" -> address = CheckReader.address(cursor);
            case "peer" -> peer = AddressReader.read(cursor, ProblemCode.CHECK_ADDRESS_INVALID);
            case "forwarded" ->
                    cursor.array(
                            MAX_LINES,
                            () -> {
                                String line = cursor.rawText(MAX_LINE_LENGTH);
                                if (line != null) {
                                    forwarded.add(line);
                                }
                            });
            case "channel" -> channel = isAbsent ? Channel.OTHER : CheckReader.channel(cursor);
            case "path" -> path = isAbsent ? null : cursor.rawText(MAX_LINE_LENGTH);
            case "principal" ->
                    principal = isAbsent ? Principal.ANONYMOUS : PrincipalReader.read(cursor);
            case "at" -> at = Instants.read(cursor);
            case "revision" ->
                    revision =
                            isAbsent
                                    ? null
                                    : cursor.wholeNumber(
                                            0, Long.MAX_VALUE, ProblemCode.JSON_WRONG_TYPE);
            case "then" -> then = isAbsent ? null : cursor.truth();
            case "share" -> share = Boolean.TRUE.equals(cursor.truth());
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
