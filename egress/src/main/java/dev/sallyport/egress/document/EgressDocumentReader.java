package dev.sallyport.egress.document;

import dev.sallyport.egress.document.EgressDocument.FileDigest;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressList;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code egress.json} strictly: every member known and there once, prefixes canonical, in
 * ascending order and none twice for one service, every fault at its JSON Pointer.
 */
public final class EgressDocumentReader {

    private static final List<String> MEMBERS =
            List.of("format", "publisher", "region", "serial", "created", "prefixes", "files");
    private static final List<String> PREFIX_MEMBERS =
            List.of("prefix", "service", "direction", "notBefore");
    private static final List<String> PREFIX_OPTIONAL = List.of("removeAfter", "label");
    private static final int MOST_FILES = 16;

    private final JsonWalk walk;
    private final DocumentLimits limits;
    private final List<EgressPrefix> prefixes = new ArrayList<>();
    private final List<FileDigest> files = new ArrayList<>();
    private @Nullable String publisher;
    private @Nullable String region;
    private long serial;
    private @Nullable Instant created;
    private @Nullable EgressPrefix previous;

    private EgressDocumentReader(JsonWalk walk, DocumentLimits limits) {
        this.walk = walk;
        this.limits = limits;
    }

    /** Returns what a document says, or all that is wrong with it. */
    public static Reading<EgressDocument> read(byte[] bytes, DocumentLimits limits) {
        return JsonWalk.read(bytes, limits, walk -> new EgressDocumentReader(walk, limits).whole());
    }

    private @Nullable EgressDocument whole() {
        walk.object(MEMBERS, List.of(), this::member);
        if (publisher == null
                || region == null
                || serial < 1
                || created == null
                || !walk.isSound()) {
            return null;
        }
        return new EgressDocument(
                publisher, new EgressList(region, serial, created, prefixes), files);
    }

    private void member(String name) {
        switch (name) {
            case "format" -> format();
            case "publisher" ->
                    publisher = checked(EgressDocument::isOrigin, "an origin: https://host");
            case "region" -> region = checked(EgressList::isRegionName, "the name of a region");
            case "serial" -> serial = walk.positive();
            case "created" -> created = walk.instant();
            case "prefixes" -> walk.array(limits.prefixes(), this::prefix);
            case "files" -> walk.array(MOST_FILES, this::file);
            default -> throw new IllegalStateException("only known members are read");
        }
    }

    private void format() {
        String format = walk.text();
        if (format != null && !format.equals(EgressDocument.FORMAT)) {
            walk.fault(
                    DocumentFault.FORMAT,
                    "format " + Faults.quoted(format) + " is not `" + EgressDocument.FORMAT + "`",
                    "");
        }
    }

    private @Nullable String checked(Predicate<String> isRight, String expected) {
        String text = walk.text();
        if (text == null || isRight.test(text)) {
            return text;
        }
        walk.fault(DocumentFault.VALUE, Faults.quoted(text) + " is not " + expected, "");
        return null;
    }

    /* The parts of one prefix while it is read. */
    private static final class Parts {
        @Nullable IpPrefix prefix;
        @Nullable String service;
        @Nullable Direction direction;
        @Nullable Instant notBefore;
        @Nullable Instant removeAfter;
        @Nullable String label;
        boolean isSound = true;
    }

    private void prefix() {
        Parts parts = new Parts();
        walk.object(PREFIX_MEMBERS, PREFIX_OPTIONAL, name -> part(name, parts));
        if (parts.prefix == null
                || parts.service == null
                || parts.direction == null
                || parts.notBefore == null
                || !parts.isSound) {
            return;
        }
        if (parts.removeAfter != null && parts.removeAfter.isBefore(parts.notBefore)) {
            walk.fault(DocumentFault.VALUE, "`removeAfter` is before `notBefore`", "");
            return;
        }
        EgressPrefix next =
                new EgressPrefix(
                        parts.prefix,
                        parts.service,
                        parts.direction,
                        parts.notBefore,
                        parts.removeAfter,
                        parts.label);
        checkOrder(next);
        previous = next;
        prefixes.add(next);
    }

    private void checkOrder(EgressPrefix next) {
        EgressPrefix last = previous;
        if (last == null) {
            return;
        }
        String name = "`" + next.prefix() + "` of `" + next.service() + "`";
        if (last.prefix().equals(next.prefix()) && last.service().equals(next.service())) {
            walk.fault(DocumentFault.DUPLICATE, name + " is there twice", "");
        } else if (last.compareTo(next) > 0) {
            walk.fault(DocumentFault.UNSORTED, name + " stands behind a larger prefix", "");
        }
    }

    private void part(String name, Parts parts) {
        switch (name) {
            case "prefix" -> parts.prefix = walk.prefix();
            case "service" ->
                    parts.service = checked(EgressPrefix::isServiceName, "the name of a service");
            case "direction" -> {
                String text = walk.text();
                parts.direction = text == null ? null : Direction.ofText(text).orElse(null);
                if (text != null && parts.direction == null) {
                    walk.fault(
                            DocumentFault.VALUE,
                            Faults.quoted(text) + " is no direction",
                            "one of `outbound`, `inbound`, `both`");
                }
            }
            case "notBefore" -> parts.notBefore = walk.instant();
            case "removeAfter" -> parts.removeAfter = walk.instantOrNull();
            case "label" -> {
                String label = walk.textOrNull();
                if (label != null && !EgressPrefix.isLabel(label)) {
                    walk.fault(DocumentFault.VALUE, "the label is no label", "");
                    parts.isSound = false;
                }
                parts.label = label;
            }
            default -> throw new IllegalStateException("only known members are read");
        }
    }

    private void file() {
        @Nullable String[] both = new @Nullable String[2];
        walk.object(
                List.of("name", "sha256"),
                List.of(),
                name -> {
                    if (name.equals("name")) {
                        both[0] = checked(FileDigest::isName, "a file name");
                    } else {
                        both[1] = checked(FileDigest::isDigest, "a SHA-256 in hexadecimal digits");
                    }
                });
        if (both[0] != null && both[1] != null) {
            files.add(new FileDigest(both[0], both[1]));
        }
    }
}
