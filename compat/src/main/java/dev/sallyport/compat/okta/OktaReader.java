package dev.sallyport.compat.okta;

import dev.sallyport.compat.imports.EntryBasket;
import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.ImportTerms;
import dev.sallyport.compat.imports.JsonDocuments;
import dev.sallyport.compat.imports.JsonPart;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.compat.imports.Place;
import dev.sallyport.compat.imports.RefusedSourceException;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.compat.imports.SourceText;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.engine.policy.RuleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads network zones of Okta: one zone, an array of them, or several such documents one behind the
 * other, as pages come.
 *
 * <p>A zone of usage {@code BLOCKLIST} becomes a DENY rule with the gateways of the exempt zone as
 * its exceptions; a zone of usage {@code POLICY} an ALLOW rule, although what it allows is said in
 * Okta's policies and not in the zone, which the report says. Zones that are not active become
 * disabled rules. What a zone says beyond networks, countries and autonomous systems cannot be
 * taken over; then the whole zone is left to a person, for without it the zone would mean something
 * else.
 */
public record OktaReader() implements SourceReader {

    @Override
    public ImportOutcome read(byte[] bytes, ImportTerms terms) {
        Ledger ledger = new Ledger(terms);
        try {
            List<JsonPart.Members> zones = zones(JsonDocuments.read(SourceText.of(bytes)), ledger);
            return ledger.outcome(rules(zones, ledger));
        } catch (RefusedSourceException refused) {
            return ledger.refused(refused);
        }
    }

    private static List<JsonPart.Members> zones(List<JsonPart> documents, Ledger ledger) {
        List<JsonPart.Members> zones = new ArrayList<>();
        for (JsonPart document : documents) {
            collect(document, 2, zones, ledger);
        }
        if (zones.isEmpty() && ledger.report().lines().isEmpty()) {
            throw new RefusedSourceException("there is no zone in it", "");
        }
        return zones;
    }

    /* Pages may also stand in an array of their own. */
    private static void collect(
            JsonPart part, int depth, List<JsonPart.Members> zones, Ledger ledger) {
        switch (part) {
            case JsonPart.Elements(var _, var elements) when depth > 0 ->
                    elements.forEach(element -> collect(element, depth - 1, zones, ledger));
            case JsonPart.Members members -> {
                if (members.members().containsKey("errorCode")) {
                    throw new RefusedSourceException(
                            "this is an error of Okta's API, not its zones: `"
                                    + members.text("errorCode")
                                    + " "
                                    + members.text("errorSummary")
                                    + "`",
                            "ask again with a token that may read zones");
                }
                if (!members.members().containsKey("type")) {
                    ledger.faulty(
                            new Place.InDocument(members.pointer()),
                            members.shown(),
                            "this is no zone: it has no `type`",
                            "save what `GET /api/v1/zones` answers");
                } else {
                    zones.add(members);
                }
            }
            case JsonPart.Elements _, JsonPart.Text _, JsonPart.Plain _ ->
                    ledger.faulty(
                            new Place.InDocument(part.pointer()),
                            part.shown(),
                            "this is no zone",
                            "save what `GET /api/v1/zones` answers");
        }
    }

    private static List<RuleSubmission> rules(List<JsonPart.Members> zones, Ledger ledger) {
        List<EntrySubmission> exempt = new ArrayList<>();
        Set<String> exemptPointers = new HashSet<>();
        for (JsonPart.Members zone : zones) {
            if (isExempt(zone)) {
                exemptPointers.add(zone.pointer());
                exempt.addAll(exemptions(zone, ledger));
            }
        }
        Set<RuleId> ids = new HashSet<>();
        List<RuleSubmission> rules = new ArrayList<>();
        for (JsonPart.Members zone : zones) {
            if (!exemptPointers.contains(zone.pointer())) {
                new ZoneRule(ledger, zone, id(zone, ids), exempt).rule().ifPresent(rules::add);
            }
        }
        boolean denies = rules.stream().anyMatch(rule -> !rule.except().isEmpty() || isDeny(rule));
        if (!exempt.isEmpty() && !denies) {
            ledger.warn(
                    "the exempt zone has nothing to be exempt from: no zone of usage BLOCKLIST was taken");
        }
        return rules;
    }

    private static boolean isDeny(RuleSubmission rule) {
        return switch (rule.effect()) {
            case DENY -> true;
            case ALLOW -> false;
        };
    }

    private static boolean isExempt(JsonPart.Members zone) {
        return zone.isTrue("useAsExemptList") || zone.text("name").equals("DefaultExemptIpZone");
    }

    private static List<EntrySubmission> exemptions(JsonPart.Members zone, Ledger ledger) {
        boolean isActive = !zone.text("status").equals("INACTIVE");
        EntryBasket basket = new EntryBasket(ledger, "the exceptions of every DENY rule");
        new ZoneAddresses(ledger, zone.text("name")).read(zone, isActive ? basket : null);
        return basket.entries();
    }

    /* A rule is named after its zone; two zones of one name, or of names that are the same here, get a number. */
    private static RuleId id(JsonPart.Members zone, Set<RuleId> ids) {
        String plain =
                zone.text("name")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String name = "okta-" + (plain.length() > 50 ? plain.substring(0, 50) : plain);
        String base = plain.isEmpty() ? "okta-zone" : name;
        RuleId id = new RuleId(base);
        for (int number = 2; !ids.add(id); number++) {
            id = new RuleId(base + "-" + number);
        }
        return id;
    }
}
