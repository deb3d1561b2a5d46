package dev.sallyport.compat.okta;

import dev.sallyport.compat.imports.EntryBasket;
import dev.sallyport.compat.imports.Fate;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.JsonPart;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.compat.imports.Place;
import dev.sallyport.control.geo.Countries;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/*
 * One zone as a rule. All conditions of a dynamic zone have to hold together, each is any-of:
 *
 *   locations            → sources: the countries          excluded locations → exceptions
 *   asns                 → sources: the systems            excluded systems   → exceptions
 *   nothing included     → sources: any
 *   locations and asns   → cannot be said by one rule: left to a person
 *   kinds of proxies     → no data here says which addresses those are: left to a person
 */
final class ZoneRule {

    private static final Set<String> ANY_PROXY = Set.of("", "null");

    private final Ledger ledger;
    private final JsonPart.Members zone;
    private final RuleId id;
    private final List<EntrySubmission> exempt;
    private final Place place;
    private final String shown;

    ZoneRule(Ledger ledger, JsonPart.Members zone, RuleId id, List<EntrySubmission> exempt) {
        this.ledger = ledger;
        this.zone = zone;
        this.id = id;
        this.exempt = exempt;
        place = new Place.InDocument(zone.pointer());
        shown =
                "zone `"
                        + zone.text("name")
                        + "` ("
                        + zone.text("type")
                        + ", "
                        + zone.text("usage")
                        + ")";
    }

    Optional<RuleSubmission> rule() {
        String usage = zone.text("usage");
        if (!usage.isEmpty() && !usage.equals("POLICY") && !usage.equals("BLOCKLIST")) {
            ledger.faulty(place, shown, "zones are of usage POLICY or BLOCKLIST", "");
            return Optional.empty();
        }
        String status = zone.text("status");
        if (!status.isEmpty() && !status.equals("ACTIVE") && !status.equals("INACTIVE")) {
            ledger.faulty(place, shown, "zones are ACTIVE or INACTIVE, not `" + status + "`", "");
            return Optional.empty();
        }
        EntryBasket sources = new EntryBasket(ledger, id + "/sources");
        EntryBasket except = new EntryBasket(ledger, id + "/except");
        int number = ledger.reserve();
        boolean isSaid =
                switch (zone.text("type")) {
                    case "IP" -> addresses(sources);
                    case "DYNAMIC", "DYNAMIC_V2" -> conditions(sources, except);
                    default -> {
                        ledger.faulty(
                                place, shown, "zones are of type IP, DYNAMIC or DYNAMIC_V2", "");
                        yield false;
                    }
                };
        if (!isSaid || sources.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(finished(number, sources, except));
    }

    private RuleSubmission finished(int number, EntryBasket sources, EntryBasket except) {
        Effect effect = zone.text("usage").equals("BLOCKLIST") ? Effect.DENY : Effect.ALLOW;
        boolean isActive = !zone.text("status").equals("INACTIVE");
        List<String> said = new ArrayList<>();
        if (!isActive) {
            said.add("it is not active: the rule is disabled");
        }
        if (effect == Effect.ALLOW) {
            said.add(
                    "what it is allowed for is said in Okta's policies, not here: taken as allowed");
        }
        if (effect == Effect.DENY && !exempt.isEmpty()) {
            except.addAllSilently(exempt);
            said.add("the exempt zone is excepted");
        }
        ledger.addAt(
                number,
                new ImportLine(
                        place,
                        shown,
                        effect == Effect.ALLOW
                                ? Fate.ATTENTION
                                : said.isEmpty() ? Fate.TAKEN : Fate.NORMALISED,
                        id.value(),
                        String.join("; ", said),
                        effect == Effect.ALLOW ? "look at the policies that name the zone" : ""));
        String name = zone.text("name").replaceAll("\\s+", " ").strip();
        return new RuleSubmission(
                id,
                name.length() > EntryBasket.MAX_WORDS
                        ? name.substring(0, EntryBasket.MAX_WORDS)
                        : name,
                effect,
                sources.entries(),
                except.entries(),
                ScopeSubmission.ALL,
                new Life(isActive, Instant.MIN, Instant.MAX),
                false);
    }

    private boolean addresses(EntryBasket sources) {
        new ZoneAddresses(ledger, "").read(zone, sources);
        boolean anyProxy =
                zone.get("proxies") instanceof JsonPart.Elements(var _, var proxies)
                        && !proxies.isEmpty();
        if (sources.isEmpty() && !anyProxy) {
            ledger.leftOut(place, shown, "it has no gateways");
        } else if (sources.isEmpty()) {
            ledger.attention(place, shown, "it has trusted proxies and no gateways", "");
        }
        return true;
    }

    private boolean conditions(EntryBasket sources, EntryBasket except) {
        ZoneConditions locations = ZoneConditions.of(zone, "locations");
        ZoneConditions asns = ZoneConditions.of(zone, "asns");
        ZoneConditions services = ZoneConditions.of(zone, "ipServiceCategories");
        String cannot = cannotBeSaid(locations, asns, services);
        boolean isDeny = zone.text("usage").equals("BLOCKLIST");
        if (cannot.isEmpty() && locations.exclude().stream().anyMatch(ZoneRule::hasRegion)) {
            cannot = "it excepts a region of a country, and no data here says where that is";
        }
        boolean onlyRegions =
                !locations.include().isEmpty()
                        && locations.include().stream().allMatch(ZoneRule::hasRegion);
        if (cannot.isEmpty() && onlyRegions) {
            cannot = "it names regions of countries only, and no data here says where those are";
        }
        if (!cannot.isEmpty()) {
            ledger.attention(place, shown, cannot, "no rule was made of it");
            locations.all().forEach(part -> leave(part, location(part)));
            asns.all().forEach(part -> leave(part, part.shown()));
            services.all().forEach(part -> leave(part, part.shown()));
            return false;
        }
        if (locations.isEmpty() && asns.isEmpty()) {
            ledger.leftOut(place, shown, "it has no conditions");
            return false;
        }
        boolean any = locations.include().isEmpty() && asns.include().isEmpty();
        if (any) {
            sources.addSilently(EntrySubmission.of(new Source.Any()));
        }
        locations.include().forEach(part -> location(part, sources, isDeny));
        asns.include().forEach(part -> asn(part, sources));
        locations.exclude().forEach(part -> location(part, except, isDeny));
        asns.exclude().forEach(part -> asn(part, except));
        return true;
    }

    private String cannotBeSaid(
            ZoneConditions locations, ZoneConditions asns, ZoneConditions services) {
        if (locations.odd() != null || asns.odd() != null || services.odd() != null) {
            return "it has conditions of another form";
        }
        if (!ANY_PROXY.contains(zone.text("proxyType"))) {
            return "it is about proxies (`"
                    + zone.text("proxyType")
                    + "`), and no data here says which addresses those are";
        }
        if (!services.isEmpty()) {
            return "it is about kinds of proxies and anonymizers, and no data here says which addresses those are";
        }
        if (!locations.include().isEmpty() && !asns.include().isEmpty()) {
            return "it is where a location and an autonomous system hold together, which one rule cannot say";
        }
        return "";
    }

    private void leave(JsonPart part, String text) {
        ledger.attention(
                new Place.InDocument(part.pointer()),
                text,
                "part of a zone that was not taken",
                "");
    }

    private static boolean hasRegion(JsonPart location) {
        return location instanceof JsonPart.Members members && !members.text("region").isEmpty();
    }

    private static String location(JsonPart part) {
        if (!(part instanceof JsonPart.Members members)) {
            return part.shown();
        }
        String region = members.text("region");
        return region.isEmpty() ? members.text("country") : members.text("country") + ", " + region;
    }

    private void location(JsonPart part, EntryBasket basket, boolean isDeny) {
        Place where = new Place.InDocument(part.pointer());
        String code = part instanceof JsonPart.Members members ? members.text("country") : "";
        String text = location(part);
        if (hasRegion(part)) {
            ledger.attention(
                    where,
                    text,
                    "no data here says where that region is; the country was not taken instead, for that is "
                            + (isDeny ? "more than was denied" : "more than was allowed"),
                    "name networks, or the whole country");
            return;
        }
        if (!CountryCode.isValid(code)) {
            ledger.faulty(
                    where, text, "this is no country", "write a code of ISO 3166-1 such as `FR`");
            return;
        }
        Optional<Countries.Country> known = Countries.find(code);
        boolean isCountry = known.isPresent() && (known.get().isAssigned() || code.equals("XK"));
        if (!isCountry) {
            String note = known.map(Countries.Country::note).map(each -> ": " + each).orElse("");
            ledger.attention(
                    where,
                    text,
                    known.isPresent() ? "no country" + note : "no country has this code",
                    "name the countries that are meant");
            return;
        }
        basket.add(where, text, EntrySubmission.of(new Source.Country(new CountryCode(code))), "");
    }

    private void asn(JsonPart part, EntryBasket basket) {
        Place where = new Place.InDocument(part.pointer());
        String digits = part.shown().replaceFirst("^(?i)AS", "");
        long number = digits.matches("[0-9]{1,10}") ? Long.parseLong(digits) : 0;
        if (number < 1 || number > 0xFFFF_FFFFL) {
            ledger.faulty(
                    where,
                    part.shown(),
                    "this is no number of an autonomous system",
                    "write a number from 1 to 4294967295");
            return;
        }
        basket.add(where, part.shown(), EntrySubmission.of(new Source.Asn(number)), "");
    }
}
