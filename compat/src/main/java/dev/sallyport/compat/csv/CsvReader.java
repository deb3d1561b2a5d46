package dev.sallyport.compat.csv;

import dev.sallyport.compat.imports.EntryBasket;
import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.ImportTerms;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.compat.imports.Place;
import dev.sallyport.compat.imports.RefusedSourceException;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.compat.imports.SourceText;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of addresses, prefixes, ranges, countries or autonomous systems, with or without a
 * header, delimited by comma, semicolon, tab or bar (RFC 4180). Its entries become the sources of
 * one rule, or of two where a column says which of them are allowed and which denied.
 *
 * @param effect what rows ask for that do not say it themselves
 */
public record CsvReader(Effect effect) implements SourceReader {

    @Override
    public ImportOutcome read(byte[] bytes, ImportTerms terms) {
        Ledger ledger = new Ledger(terms);
        try {
            List<List<Cell>> records = Table.read(SourceText.of(bytes));
            return new Reading(ledger, terms, effect).read(records);
        } catch (RefusedSourceException refused) {
            return ledger.refused(refused);
        }
    }

    /* One table. */
    private static final class Reading {

        private static final Set<String> NO =
                Set.of("false", "no", "0", "inactive", "disabled", "off", "n");
        private static final Set<String> YES =
                Set.of("true", "yes", "1", "active", "enabled", "on", "y");
        private static final Set<String> ALLOWS =
                Set.of("allow", "allowed", "permit", "accept", "whitelist", "allowlist", "pass");
        private static final Set<String> DENIES =
                Set.of(
                        "deny",
                        "denied",
                        "block",
                        "blocked",
                        "drop",
                        "reject",
                        "blacklist",
                        "blocklist");

        private final Ledger ledger;
        private final ImportTerms terms;
        private final Effect effect;
        private final EntryBasket allowed;
        private final EntryBasket denied;
        private boolean describesAddresses;

        Reading(Ledger ledger, ImportTerms terms, Effect effect) {
            this.ledger = ledger;
            this.terms = terms;
            this.effect = effect;
            allowed = new EntryBasket(ledger, "csv-allow/sources");
            denied = new EntryBasket(ledger, "csv-deny/sources");
        }

        ImportOutcome read(List<List<Cell>> records) {
            List<List<Cell>> data = records.stream().filter(r -> !Table.isComment(r)).toList();
            if (data.isEmpty()) {
                throw new RefusedSourceException("there is nothing but comments in the file", "");
            }
            Layout layout = Layout.of(data);
            if (!layout.unread().isEmpty()) {
                ledger.warn("columns that were not read: " + String.join(", ", layout.unread()));
            }
            describesAddresses =
                    data.stream()
                            .skip(layout.hasHeader() ? 1 : 0)
                            .map(record -> new Row(layout, record))
                            .anyMatch(Reading::describesItsAddress);
            if (describesAddresses) {
                ledger.warn(
                        "countries and autonomous systems beside addresses describe those addresses; they were not taken as"
                                + " entries");
            }
            boolean isHeader = layout.hasHeader();
            for (List<Cell> record : records) {
                if (Table.isComment(record)) {
                    Cell comment = record.getFirst();
                    ledger.leftOut(place(comment), comment.text(), "a comment");
                } else if (isHeader) {
                    isHeader = false;
                } else {
                    row(new Row(layout, record));
                }
            }
            List<RuleSubmission> rules = new ArrayList<>();
            rules.add(rule("csv-allow", Effect.ALLOW, allowed));
            rules.add(rule("csv-deny", Effect.DENY, denied));
            return ledger.outcome(rules);
        }

        private static boolean hasAddress(Row row) {
            return row.cell(Column.ADDRESS) != null || row.cell(Column.FIRST) != null;
        }

        private static boolean describesItsAddress(Row row) {
            return hasAddress(row)
                    && (row.cell(Column.COUNTRY) != null || row.cell(Column.ASN) != null);
        }

        private static RuleSubmission rule(String id, Effect effect, EntryBasket entries) {
            return new RuleSubmission(
                    new RuleId(id),
                    effect == Effect.ALLOW ? "Imported: allowed" : "Imported: denied",
                    effect,
                    entries.entries(),
                    List.of(),
                    ScopeSubmission.ALL,
                    Life.ALWAYS,
                    false);
        }

        private static Place place(Cell cell) {
            return new Place.InText("", cell.line(), cell.column());
        }

        private void row(Row row) {
            Cell tooMany = row.tooMany();
            if (tooMany != null) {
                ledger.faulty(
                        place(tooMany),
                        tooMany.text(),
                        "the line has more fields than the header",
                        "put quotes around fields that hold the delimiter");
                return;
            }
            Effect asked = effect(row);
            Boolean enabled = enabled(row);
            WrittenDate begins = date(row, Column.BEGINS);
            WrittenDate expires = date(row, Column.EXPIRES);
            if (asked == null
                    || enabled == null
                    || begins == null && row.cell(Column.BEGINS) != null
                    || expires == null && row.cell(Column.EXPIRES) != null) {
                return;
            }
            Instant from = begins == null ? Instant.MIN : begins.instant();
            Instant until = expires == null ? Instant.MAX : expires.instant();
            if (!from.isBefore(until)) {
                Cell cell = row.cell(Column.EXPIRES);
                ledger.faulty(
                        place(cell == null ? row.first() : cell),
                        row.text(Column.EXPIRES),
                        "it would expire before it begins",
                        "");
                return;
            }
            Life life = new Life(enabled, from, until);
            List<String> changes = new ArrayList<>();
            if (begins != null && !begins.change().isEmpty()) {
                changes.add(begins.change());
            }
            if (expires != null && !expires.change().isEmpty()) {
                changes.add(expires.change());
            }
            if (life.isPast(terms.now())) {
                changes.add("has expired, so it matches nothing");
            }
            String label = words(row.label(), "label", changes);
            String owner = words(row.text(Column.OWNER), "owner", changes);
            EntryBasket basket = asked == Effect.ALLOW ? allowed : denied;
            for (Value value : values(row)) {
                switch (value.meaning()) {
                    case WrittenSource.Meant(var source, var change) -> {
                        List<String> all = new ArrayList<>(changes);
                        if (!change.isEmpty()) {
                            all.addFirst(change);
                        }
                        basket.add(
                                place(value.cell()),
                                value.text(),
                                new EntrySubmission(null, source, life, label, owner, null),
                                String.join("; ", all));
                    }
                    case WrittenSource.Nothing(var why, var hint) ->
                            ledger.attention(place(value.cell()), value.text(), why, hint);
                    case WrittenSource.Faulty(var why, var hint) ->
                            ledger.faulty(place(value.cell()), value.text(), why, hint);
                }
            }
        }

        private static String words(String text, String what, List<String> changes) {
            String line = text.replaceAll("\\s+", " ");
            if (line.length() <= EntryBasket.MAX_WORDS) {
                return line;
            }
            changes.add("the " + what + " is cut after " + EntryBasket.MAX_WORDS + " characters");
            int end = EntryBasket.MAX_WORDS;
            return line.substring(
                    0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
        }

        private @Nullable Effect effect(Row row) {
            Cell cell = row.cell(Column.ACTION);
            if (cell == null) {
                return effect;
            }
            String word = cell.text().toLowerCase(Locale.ROOT);
            if (ALLOWS.contains(word)) {
                return Effect.ALLOW;
            }
            if (DENIES.contains(word)) {
                return Effect.DENY;
            }
            ledger.faulty(
                    place(cell),
                    cell.text(),
                    "it is not said whether this is allowed or denied",
                    "write `allow` or `deny`");
            return null;
        }

        private @Nullable Boolean enabled(Row row) {
            Cell cell = row.cell(Column.ACTIVE);
            if (cell == null) {
                return Boolean.TRUE;
            }
            String word = cell.text().toLowerCase(Locale.ROOT);
            if (YES.contains(word) || NO.contains(word)) {
                return YES.contains(word);
            }
            ledger.faulty(
                    place(cell),
                    cell.text(),
                    "it is not said whether this is active",
                    "write `true` or `false`");
            return null;
        }

        private @Nullable WrittenDate date(Row row, Column column) {
            Cell cell = row.cell(column);
            if (cell == null) {
                return null;
            }
            WrittenDate date = WrittenDate.of(cell.text(), column == Column.EXPIRES);
            if (date == null) {
                ledger.faulty(
                        place(cell),
                        cell.text(),
                        "this is no date that can be read one way only",
                        "write it like 2027-01-31 or 2027-01-31T18:00:00Z");
            }
            return date;
        }

        /* A value of a row and what it means. */
        private record Value(Cell cell, String text, WrittenSource meaning) {}

        private List<Value> values(Row row) {
            Cell address = row.cell(Column.ADDRESS);
            if (address != null) {
                return addresses(row, address);
            }
            Cell first = row.cell(Column.FIRST);
            if (first != null) {
                String last = row.text(Column.LAST);
                return last.isEmpty()
                        ? List.of(new Value(first, first.text(), WrittenSource.of(first.text())))
                        : List.of(
                                new Value(
                                        first,
                                        first.text() + "-" + last,
                                        WrittenSource.between(first.text(), last)));
            }
            return withoutAddress(row);
        }

        private List<Value> withoutAddress(Row row) {
            Cell asn = row.cell(Column.ASN);
            Cell country = row.cell(Column.COUNTRY);
            if (describesAddresses || asn == null && country == null) {
                ledger.faulty(
                        place(row.first()),
                        row.first().text(),
                        "the line has no address",
                        "add it, or remove the line");
                return List.of();
            }
            if (asn != null && country != null) {
                ledger.faulty(
                        place(row.first()),
                        row.first().text(),
                        "the line names a country and an autonomous system, and does not say which it is about",
                        "make a line of each");
                return List.of();
            }
            Cell cell = Optional.ofNullable(asn).orElse(country == null ? row.first() : country);
            List<Value> values = new ArrayList<>();
            for (String part : cell.text().split("[,;\\n]", -1)) {
                String text = part.strip();
                if (!text.isEmpty()) {
                    values.add(
                            new Value(
                                    cell,
                                    text,
                                    asn != null
                                            ? WrittenSource.asn(text)
                                            : WrittenSource.country(text)));
                }
            }
            return values;
        }

        /* A field may hold several, with blanks, commas, semicolons or lines between them. */
        private static List<Value> addresses(Row row, Cell cell) {
            String suffix = suffix(row);
            String text = cell.text() + suffix;
            WrittenSource whole = WrittenSource.of(text);
            if (!(whole instanceof WrittenSource.Faulty) || !suffix.isEmpty()) {
                return List.of(new Value(cell, text, whole));
            }
            List<Value> values = new ArrayList<>();
            for (String part : text.split("[,;\\s]+", -1)) {
                if (!part.isEmpty()) {
                    values.add(new Value(cell, part, WrittenSource.of(part)));
                }
            }
            boolean anyMeant =
                    values.stream().anyMatch(v -> v.meaning() instanceof WrittenSource.Meant);
            return values.size() > 1 && anyMeant ? values : List.of(new Value(cell, text, whole));
        }

        private static String suffix(Row row) {
            String length = row.text(Column.LENGTH);
            String mask = row.text(Column.MASK);
            if (!length.isEmpty()) {
                return "/" + (length.startsWith("/") ? length.substring(1) : length);
            }
            if (mask.isEmpty()) {
                return "";
            }
            return "/" + (mask.startsWith("/") ? mask.substring(1) : mask);
        }
    }
}
