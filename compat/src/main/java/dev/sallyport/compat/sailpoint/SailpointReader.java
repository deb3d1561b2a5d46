package dev.sallyport.compat.sailpoint;

import dev.sallyport.compat.imports.Fate;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.ImportTerms;
import dev.sallyport.compat.imports.JsonDocuments;
import dev.sallyport.compat.imports.JsonPart;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.compat.imports.Place;
import dev.sallyport.compat.imports.RefusedSourceException;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.compat.imports.SourceText;
import dev.sallyport.control.door.DoorChange;
import dev.sallyport.control.door.DoorState;
import dev.sallyport.control.geo.Countries;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.CountryCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the document {@code NetworkConfiguration} to take it over. It means here what it means at
 * the door when no profile was touched: both conditions hold for everybody ({@link
 * SailpointState}).
 *
 * @param isSsoLeftOut whether the channel {@code sso}, which has to be declared then, is left out
 *     as in that product; else the rules hold for it as well
 */
public record SailpointReader(boolean isSsoLeftOut) implements SourceReader {

    private static final String RANGE = NetworkConfigurationDocument.MEMBERS.get(0);
    private static final String GEOLOCATION = NetworkConfigurationDocument.MEMBERS.get(1);
    private static final String WHITELISTED = NetworkConfigurationDocument.MEMBERS.get(2);

    @Override
    public ImportOutcome read(byte[] bytes, ImportTerms terms) {
        Ledger ledger = new Ledger(terms);
        try {
            List<JsonPart> documents = JsonDocuments.read(SourceText.of(bytes));
            if (documents.size() != 1
                    || !(documents.getFirst() instanceof JsonPart.Members members)
                    || NetworkConfigurationDocument.MEMBERS.stream()
                            .noneMatch(members.members()::containsKey)) {
                throw new RefusedSourceException(
                        "this is no network configuration: it has neither `range` nor `geolocation`",
                        "save what `GET /v2025/auth-org/network-config` answers");
            }
            return ledger.outcome(rules(configuration(members, ledger), terms.now(), ledger));
        } catch (RefusedSourceException refused) {
            return ledger.refused(refused);
        }
    }

    private List<RuleSubmission> rules(
            NetworkConfiguration configuration, Instant now, Ledger ledger) {
        DoorState nothing =
                new DoorState(
                        PolicyRevision.initial(now),
                        null,
                        false,
                        isSsoLeftOut ? Set.of(SsoScope.CHANNEL) : Set.of());
        Outcome<DoorChange> change =
                SailpointState.of(nothing, new SailpointSettings(false, List.of()), now)
                        .configured(configuration);
        return switch (change) {
            case Outcome.Done<DoorChange>(DoorChange done) -> {
                if (!done.submission().rules().isEmpty()) {
                    ledger.warn(
                            "auth profiles decide there for whom this is enforced; here it holds for everybody");
                    ledger.warn(
                            isSsoLeftOut
                                    ? "the channel `sso` is left out, and has to be declared before this is published"
                                    : "single sign-on is left out there and not here, unless --except-sso is given");
                }
                yield done.submission().rules();
            }
            case Outcome.Refused<DoorChange>(var problem) ->
                    throw new RefusedSourceException(problem.detail(), "");
        };
    }

    private static NetworkConfiguration configuration(JsonPart.Members members, Ledger ledger) {
        List<String> range = null;
        List<String> geolocation = null;
        boolean isTrusted = members.isTrue(WHITELISTED);
        JsonPart said = members.members().get(WHITELISTED);
        boolean isSaid = said == null || isTruth(said);
        for (Map.Entry<String, JsonPart> member : members.members().entrySet()) {
            JsonPart part = member.getValue();
            String name = member.getKey();
            if (name.equals(RANGE)) {
                range = range(part, ledger);
            } else if (name.equals(GEOLOCATION)) {
                geolocation =
                        isSaid ? geolocation(part, isTrusted, ledger) : leftOpen(part, ledger);
            } else if (name.equals(WHITELISTED)) {
                whitelisted(part, ledger);
            } else {
                ledger.leftOut(
                        new Place.InDocument(part.pointer()),
                        name + ": " + part.shown(),
                        "no part of a network configuration");
            }
        }
        return new NetworkConfiguration(range, geolocation, isTrusted);
    }

    private static boolean isTruth(JsonPart part) {
        return part instanceof JsonPart.Plain(var _, String literal)
                && Set.of("true", "false").contains(literal);
    }

    /* A guess would be wrong half of the time, and then deny those who are trusted. */
    private static @Nullable List<String> leftOpen(JsonPart part, Ledger ledger) {
        List<JsonPart> elements = elements(part, ledger);
        if (elements != null) {
            for (JsonPart element : elements) {
                ledger.add(
                        new ImportLine(
                                new Place.InDocument(element.pointer()),
                                element.shown(),
                                Fate.ATTENTION,
                                "",
                                "not taken: `whitelisted` does not say whether it is trusted",
                                "mend `whitelisted`"));
            }
        }
        return null;
    }

    private static void whitelisted(JsonPart part, Ledger ledger) {
        Place place = new Place.InDocument(part.pointer());
        if (isTruth(part)) {
            String literal = part.shown();
            ledger.add(
                    new ImportLine(
                            place,
                            WHITELISTED + ": " + literal,
                            Fate.TAKEN,
                            "",
                            literal.equals("true")
                                    ? "the countries are those that are trusted"
                                    : "the countries are those that are not trusted",
                            ""));
        } else {
            ledger.faulty(place, part.shown(), "this is neither true nor false", "");
        }
    }

    /* The elements of an array with their places; null stands for none. */
    private static @Nullable List<JsonPart> elements(JsonPart part, Ledger ledger) {
        if (part instanceof JsonPart.Plain(var _, String literal) && literal.equals("null")) {
            return null;
        }
        if (part instanceof JsonPart.Elements(var _, List<JsonPart> elements)) {
            return elements;
        }
        ledger.faulty(new Place.InDocument(part.pointer()), part.shown(), "this is no array", "");
        return null;
    }

    private static @Nullable List<String> range(JsonPart part, Ledger ledger) {
        List<JsonPart> elements = elements(part, ledger);
        if (elements == null) {
            return null;
        }
        String into = Condition.NETWORK + "/except";
        Map<IpPrefix, Place> seen = new HashMap<>();
        List<String> range = new ArrayList<>();
        for (JsonPart element : elements) {
            Place place = new Place.InDocument(element.pointer());
            String text = element.shown();
            IpPrefix prefix;
            try {
                prefix = NetworkText.parse(element instanceof JsonPart.Text ? text : "");
            } catch (AddressSyntaxException refused) {
                ledger.faulty(
                        place,
                        text,
                        Objects.requireNonNullElse(refused.getMessage(), "this is no network"),
                        refused.hint());
                continue;
            }
            Place earlier = seen.putIfAbsent(prefix, place);
            boolean isSame = NetworkText.of(prefix).equals(text) || prefix.toString().equals(text);
            Fate fate = earlier != null ? Fate.DUPLICATE : isSame ? Fate.TAKEN : Fate.NORMALISED;
            ledger.add(
                    new ImportLine(
                            place,
                            text,
                            fate,
                            into,
                            earlier != null
                                    ? "the same as " + earlier
                                    : isSame
                                            ? ""
                                            : "written as `" + NetworkText.of(prefix) + "` here",
                            ""));
            range.add(text);
        }
        return range;
    }

    private static @Nullable List<String> geolocation(
            JsonPart part, boolean isTrusted, Ledger ledger) {
        List<JsonPart> elements = elements(part, ledger);
        if (elements == null) {
            return null;
        }
        String into = Condition.COUNTRIES + (isTrusted ? "/except" : "/sources");
        Map<String, Place> seen = new HashMap<>();
        List<String> codes = new ArrayList<>();
        for (JsonPart element : elements) {
            Place place = new Place.InDocument(element.pointer());
            String code = element.shown();
            if (!(element instanceof JsonPart.Text) || !CountryCode.isValid(code)) {
                ledger.faulty(
                        place,
                        code,
                        "a country code is two upper-case letters",
                        "write a code of ISO 3166-1 such as `FR`");
                continue;
            }
            Place earlier = seen.putIfAbsent(code, place);
            boolean isCountry =
                    Countries.find(code)
                            .filter(known -> known.isAssigned() || code.equals("XK"))
                            .isPresent();
            codes.add(code);
            if (earlier != null) {
                ledger.add(
                        new ImportLine(
                                place, code, Fate.DUPLICATE, into, "the same as " + earlier, ""));
            } else if (isCountry) {
                ledger.add(new ImportLine(place, code, Fate.TAKEN, into, "", ""));
            } else {
                ledger.add(
                        new ImportLine(
                                place,
                                code,
                                Fate.ATTENTION,
                                into,
                                "no country has this code, so it matches nothing",
                                "name the countries that are meant"));
            }
        }
        return codes;
    }
}
