package dev.sallyport.document;

import dev.sallyport.control.geo.Countries;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/* Reads one entry of a rule or of a list. */
final class EntryReader {

    static final int MAX_LABEL_LENGTH = 200;

    private static final List<String> SOURCES =
            List.of("prefix", "range", "country", "asn", "list", "any");

    private static final List<String> MEMBERS =
            List.of(
                    "id",
                    "prefix",
                    "range",
                    "country",
                    "asn",
                    "list",
                    "any",
                    "label",
                    "owner",
                    "enabled",
                    "notBefore",
                    "expiresAt",
                    "reviewAt");

    private static final List<String> ONLY_IN_RULES = List.of("list", "any");

    /* Of an answer, where the entry stands; what comes back of it means nothing. */
    private static final List<String> ALONE =
            Stream.concat(MEMBERS.stream(), EntryDocument.PLACE.stream()).toList();

    private final JsonCursor cursor;
    private final boolean inList;
    private final boolean alone;
    private final @Nullable Entry before;
    private @Nullable EntryId id;
    private @Nullable Source source;
    private String label = "";
    private String owner = "";
    private boolean enabled = true;
    private @Nullable Instant notBefore;
    private @Nullable Instant expiresAt;
    private @Nullable Instant reviewAt;

    private EntryReader(JsonCursor cursor, boolean inList, boolean alone, @Nullable Entry before) {
        this.cursor = cursor;
        this.inList = inList;
        this.alone = alone;
        this.before = before;
        if (before != null) {
            label = before.label();
            owner = before.owner();
            enabled = before.life().enabled();
            notBefore = Instants.given(before.life().notBefore());
            expiresAt = Instants.given(before.life().expiresAt());
            reviewAt = before.reviewAt();
        }
    }

    /** Returns the entry that is the whole document, or null if it has faults, which are noted. */
    static @Nullable EntrySubmission readAlone(JsonCursor cursor) {
        return new EntryReader(cursor, false, true, null).entry(new HashSet<>());
    }

    /**
     * Returns an entry with the members changed that the object at the cursor has, or null if it
     * has faults, which are noted. Null for a member stands for its default (RFC 7396); a source
     * takes the place of the one that is there.
     *
     * @param onlyId the id that may be sent, or null for any
     */
    static @Nullable EntrySubmission readChange(
            JsonCursor cursor, Entry before, @Nullable EntryId onlyId) {
        EntrySubmission entry = new EntryReader(cursor, false, true, before).entry(new HashSet<>());
        EntryId sent = entry == null ? null : entry.id();
        if (sent != null && onlyId != null && !sent.equals(onlyId)) {
            cursor.memberFault(
                    "id",
                    ProblemCode.POLICY_ENTRY_ID_UNKNOWN,
                    "the entry has the id `" + onlyId + "`, which cannot be changed",
                    "leave the id out");
            return null;
        }
        return entry;
    }

    /**
     * Returns the entry at the cursor, or null if it has faults, which have been noted.
     *
     * @param ids the ids met so far in the document; the entry's is added
     */
    static @Nullable EntrySubmission read(JsonCursor cursor, Set<EntryId> ids) {
        return new EntryReader(cursor, false, false, null).entry(ids);
    }

    /**
     * Returns the entry of a list at the cursor, or null if it has faults, which have been noted.
     *
     * @param ids the ids met so far in the document; the entry's is added
     */
    static @Nullable EntrySubmission readOfList(JsonCursor cursor, Set<EntryId> ids) {
        return new EntryReader(cursor, true, false, null).entry(ids);
    }

    private @Nullable EntrySubmission entry(Set<EntryId> ids) {
        int faults = cursor.faultCount();
        JsonCursor.Members members = cursor.object(alone ? ALONE : MEMBERS, this::member);
        if (!members.isObject()) {
            return null;
        }
        int sources = members.count(SOURCES);
        if (sources == 0 && before != null) {
            source = before.source();
        } else if (sources == 0) {
            cursor.fault(
                    ProblemCode.POLICY_SOURCE_MISSING,
                    "the entry names no source",
                    inList
                            ? "add one of `prefix`, `range`, `country`, `asn`"
                            : "add one of `prefix`, `range`, `country`, `asn`, `list`, `any`");
        } else if (sources > 1) {
            cursor.fault(
                    ProblemCode.POLICY_SOURCE_AMBIGUOUS,
                    "the entry names " + sources + " sources",
                    "make an entry of each");
        }
        Life life = Instants.life(cursor, enabled, notBefore, expiresAt);
        if (id != null && !ids.add(id)) {
            cursor.memberFault(
                    "id",
                    ProblemCode.POLICY_ENTRY_ID_DUPLICATE,
                    "two entries have the id `" + id + "`",
                    "leave the id of the copy out: the server makes one");
        }
        if (source == null || cursor.faultCount() > faults) {
            return null;
        }
        return new EntrySubmission(id, source, life, label, owner, reviewAt);
    }

    private void member(String name) {
        if (inList && ONLY_IN_RULES.contains(name)) {
            cursor.fault(
                    ProblemCode.LIST_SOURCE_IMPOSSIBLE,
                    "an entry of a list cannot name `" + name + "`",
                    "write it into the rule, beside the list");
            cursor.skip();
            return;
        }
        if (alone && EntryDocument.PLACE.contains(name)) {
            cursor.skip();
            return;
        }
        if (before != null && cursor.isNull() && isReset(name)) {
            return;
        }
        switch (name) {
            case "id" -> id = id();
            case "prefix" -> source = address(text -> new Source.Network(IpPrefix.parse(text)));
            case "range" -> source = address(text -> new Source.Range(IpRange.parse(text)));
            case "country" -> source = country();
            case "asn" -> source = asn();
            case "list" -> source = list();
            case "any" -> source = any();
            case "label" -> label = orEmpty(cursor.text(MAX_LABEL_LENGTH));
            case "owner" -> owner = orEmpty(cursor.text(MAX_LABEL_LENGTH));
            case "enabled" -> enabled = !Boolean.FALSE.equals(cursor.truth());
            case "notBefore" -> notBefore = Instants.read(cursor);
            case "expiresAt" -> expiresAt = Instants.read(cursor);
            case "reviewAt" -> reviewAt = Instants.read(cursor);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    /* Takes back what was said of one member, if it can be taken back. */
    private boolean isReset(String name) {
        switch (name) {
            case "label" -> label = "";
            case "owner" -> owner = "";
            case "enabled" -> enabled = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private @Nullable EntryId id() {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        if (EntryId.isValid(text)) {
            return new EntryId(text);
        }
        cursor.fault(
                ProblemCode.POLICY_ENTRY_ID_INVALID,
                "entry id " + Quoted.text(text) + " is not of the form `[a-z0-9][a-z0-9-]{0,62}`",
                "leave the id out: the server makes one");
        return null;
    }

    private @Nullable Source address(Function<String, Source> parser) {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (AddressSyntaxException refused) {
            cursor.fault(ProblemCode.of(refused.fault()), messageOf(refused), refused.hint());
            return null;
        }
    }

    static String messageOf(AddressSyntaxException refused) {
        String message = refused.getMessage();
        return message == null ? "the text is no address" : message;
    }

    private @Nullable Source country() {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        if (CountryCode.isValid(text)) {
            return new Source.Country(new CountryCode(text));
        }
        String upper = text.toUpperCase(Locale.ROOT);
        cursor.fault(
                ProblemCode.POLICY_COUNTRY_INVALID,
                "country " + Quoted.text(text) + " is not two capital letters",
                countryHint(text, upper));
        return null;
    }

    private static String countryHint(String text, String upper) {
        Optional<Countries.Country> known = Countries.find(text);
        if (known.isPresent() && known.get().note() != null) {
            return "`" + upper + "` is " + known.get().name() + ": " + known.get().note();
        }
        return CountryCode.isValid(upper) ? "write `" + upper + "`" : "write a code such as `FR`";
    }

    private @Nullable Source asn() {
        Long number = cursor.wholeNumber(1, 0xFFFF_FFFFL, ProblemCode.POLICY_ASN_INVALID);
        return number == null ? null : new Source.Asn(number);
    }

    private @Nullable Source list() {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        if (ListName.isValid(text)) {
            return new Source.ListReference(new ListName(text));
        }
        cursor.fault(
                ProblemCode.POLICY_LIST_NAME_INVALID,
                "list name " + Quoted.text(text) + " is of another form",
                "write a name such as `vpn` or `platform:relays`");
        return null;
    }

    private @Nullable Source any() {
        Boolean value = cursor.truth();
        if (value == null) {
            return null;
        }
        if (!value) {
            cursor.fault(
                    ProblemCode.POLICY_ANY_NOT_TRUE,
                    "`any` is `false`",
                    "write `\"any\": true`, or leave the entry out");
            return null;
        }
        return new Source.Any();
    }
}
