package dev.sallyport.document;

import dev.sallyport.control.egress.EgressSelfTest;
import dev.sallyport.control.egress.EgressSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the operator says of our own addresses. Strict and total as {@link PolicyReader}; what
 * an answer of ours holds beside the prefixes means nothing when it comes back.
 */
public final class EgressReader {

    private static final List<String> MEMBERS =
            List.of("prefixes", "region", "serial", "created", "urls");
    private static final List<String> LINE_MEMBERS =
            List.of(
                    "prefix",
                    "service",
                    "direction",
                    "notBefore",
                    "removeAfter",
                    "label",
                    "liveSince");

    /* Those of examples harm nobody, since nobody calls from them, and whoever tries this out has no others. */
    private static final IpSet SPECIAL =
            SpecialPurpose.addresses(
                    EnumSet.complementOf(EnumSet.of(SpecialPurpose.Use.DOCUMENTATION)));

    private final JsonCursor cursor;
    private final int maxPrefixes;
    private final List<EgressSubmission.Line> lines = new ArrayList<>();
    private final TreeMap<IpAddress, IpPrefix> taken = new TreeMap<>();
    private int count;

    private @Nullable IpPrefix prefix;
    private @Nullable String service;
    private @Nullable Direction direction;
    private @Nullable Instant notBefore;
    private @Nullable Instant removeAfter;
    private @Nullable String label;

    private EgressReader(JsonCursor cursor, int maxPrefixes) {
        this.cursor = cursor;
        this.maxPrefixes = maxPrefixes;
    }

    /**
     * Returns the list that the bytes hold, or its faults under {@code egress.invalid}. The stream
     * is closed.
     *
     * @param maxPrefixes how many are read at most
     */
    public static Outcome<EgressSubmission> read(
            InputStream bytes, DocumentLimits limits, int maxPrefixes) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.EGRESS_INVALID,
                cursor -> new EgressReader(cursor, maxPrefixes).list());
    }

    /** Returns the prefix of {@code {"prefix"}}. The stream is closed. */
    public static Outcome<IpPrefix> readPrefix(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> {
                    EgressReader reader = new EgressReader(cursor, 1);
                    JsonCursor.Members members =
                            cursor.object(
                                    List.of("prefix"),
                                    name -> reader.prefix = EgressReader.prefix(cursor));
                    cursor.require(members, "prefix");
                    return reader.prefix;
                });
    }

    /** Returns the addresses of {@code {"addresses"}}. The stream is closed. */
    public static Outcome<List<IpAddress>> readAddresses(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> {
                    List<IpAddress> addresses = new ArrayList<>();
                    int before = cursor.faultCount();
                    JsonCursor.Members members =
                            cursor.object(
                                    List.of("addresses"),
                                    name ->
                                            cursor.array(
                                                    EgressSelfTest.MOST_ADDRESSES,
                                                    () -> {
                                                        IpAddress address =
                                                                AddressReader.readSpecified(
                                                                        cursor,
                                                                        ProblemCode
                                                                                .SIGHTING_ADDRESS_INVALID,
                                                                        "write the address that was seen");
                                                        if (address != null) {
                                                            addresses.add(address);
                                                        }
                                                    }));
                    cursor.require(members, "addresses");
                    return cursor.faultCount() > before ? null : addresses;
                });
    }

    private @Nullable EgressSubmission list() {
        int before = cursor.faultCount();
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "prefixes");
        return cursor.faultCount() > before ? null : new EgressSubmission(lines);
    }

    private void member(String member) {
        if (member.equals("prefixes")) {
            cursor.array(this::line);
        } else {
            cursor.skip();
        }
    }

    private void line() {
        if (++count > maxPrefixes) {
            throw cursor.stop(
                    ProblemCode.EGRESS_TOO_MANY_PREFIXES,
                    "the list has more than " + maxPrefixes + " prefixes",
                    "join neighbouring prefixes, or raise `egress.most-prefixes`");
        }
        prefix = null;
        service = EgressSubmission.DEFAULT_SERVICE;
        direction = Direction.OUTBOUND;
        notBefore = null;
        removeAfter = null;
        label = null;
        JsonCursor.Members members = cursor.object(LINE_MEMBERS, this::lineMember);
        cursor.require(members, "prefix");
        if (prefix != null && service != null && direction != null) {
            lines.add(
                    new EgressSubmission.Line(
                            prefix, service, direction, notBefore, removeAfter, label));
        }
    }

    private void lineMember(String member) {
        switch (member) {
            case "prefix" -> {
                prefix = prefix(cursor);
                if (prefix != null) {
                    look(prefix);
                }
            }
            case "service" -> service = service();
            case "direction" ->
                    direction =
                            cursor.choice(
                                    List.of(Direction.OUTBOUND, Direction.INBOUND, Direction.BOTH),
                                    Direction::text);
            case "notBefore" -> notBefore = Instants.read(cursor);
            case "removeAfter" -> removeAfter = Instants.read(cursor);
            case "label" ->
                    label = cursor.isNull() ? null : cursor.name(EgressPrefix.LONGEST_LABEL);
            // Ours; it is changed by an act of its own.
            case "liveSince" -> cursor.skip();
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private static @Nullable IpPrefix prefix(JsonCursor cursor) {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        try {
            return IpPrefix.parse(text);
        } catch (AddressSyntaxException refused) {
            cursor.fault(
                    ProblemCode.of(refused.fault()),
                    EntryReader.messageOf(refused),
                    refused.hint());
            return null;
        }
    }

    private @Nullable String service() {
        String text = cursor.rawText();
        if (text == null || EgressPrefix.isServiceName(text)) {
            return text;
        }
        cursor.fault(
                ProblemCode.EGRESS_SERVICE_INVALID,
                "service " + Quoted.text(text) + " is not of the form `[a-z0-9][a-z0-9-]{0,62}`",
                "write lower-case letters, digits and hyphens, at most 63");
        return null;
    }

    /* Prefixes that do not overlap are told apart by their first addresses. */
    private void look(IpPrefix found) {
        if (SPECIAL.overlaps(IpSet.ofPrefixes(List.of(found)))) {
            cursor.fault(
                    ProblemCode.EGRESS_PREFIX_SPECIAL,
                    "prefix `"
                            + found
                            + "` holds addresses that are set aside"
                            + SpecialPurpose.of(found.toRange())
                                    .map(each -> ": " + each.name() + ", " + each.source())
                                    .orElse(""),
                    "list the public address behind which they are translated");
            prefix = null;
            return;
        }
        Map.Entry<IpAddress, IpPrefix> before = taken.floorEntry(found.first());
        Map.Entry<IpAddress, IpPrefix> after = taken.ceilingEntry(found.first());
        IpPrefix other = null;
        if (before != null && before.getValue().last().compareTo(found.first()) >= 0) {
            other = before.getValue();
        } else if (after != null && after.getValue().first().compareTo(found.last()) <= 0) {
            other = after.getValue();
        }
        if (other != null) {
            cursor.fault(
                    ProblemCode.EGRESS_PREFIX_OVERLAP,
                    other.equals(found)
                            ? "prefix `" + found + "` is given twice"
                            : "prefix `" + found + "` overlaps `" + other + "`",
                    "list each address once");
            prefix = null;
            return;
        }
        taken.put(found.first(), found);
    }
}
