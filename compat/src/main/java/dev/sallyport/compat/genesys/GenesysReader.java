package dev.sallyport.compat.genesys;

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
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the settings of an organisation to take them over: {@code OrgAuthSettings}, or the
 * deprecated document of allowed addresses. The list of addresses means here what it means at the
 * door ({@link AddressRule}); everything else is told of, for no policy can say it.
 */
public record GenesysReader() implements SourceReader {

    @Override
    public ImportOutcome read(byte[] bytes, ImportTerms terms) {
        Ledger ledger = new Ledger(terms);
        try {
            List<JsonPart> documents = JsonDocuments.read(SourceText.of(bytes));
            if (documents.size() != 1
                    || !(documents.getFirst() instanceof JsonPart.Members settings)) {
                throw new RefusedSourceException(
                        "this is not one JSON object",
                        "save what `GET /api/v2/organizations/authentication/settings` answers");
            }
            return ledger.outcome(
                    AddressRule.of(networks(settings, ledger)).map(List::of).orElse(List.of()));
        } catch (RefusedSourceException refused) {
            return ledger.refused(refused);
        }
    }

    private static List<AllowedNetwork> networks(JsonPart.Members settings, Ledger ledger) {
        boolean isKnown =
                settings.members().containsKey(OrgSettingsWriter.ADDRESSES)
                        || settings.members().containsKey(OrgSettingsWriter.LEGACY_ADDRESSES);
        if (!isKnown) {
            throw new RefusedSourceException(
                    "it has neither `%s` nor `%s`"
                            .formatted(
                                    OrgSettingsWriter.ADDRESSES,
                                    OrgSettingsWriter.LEGACY_ADDRESSES),
                    "save what `GET /api/v2/organizations/authentication/settings` answers");
        }
        List<AllowedNetwork> networks = new ArrayList<>();
        Map<IpPrefix, Place> seen = new HashMap<>();
        settings.members()
                .forEach((name, part) -> {
                    switch (name) {
                        case OrgSettingsWriter.ADDRESSES, OrgSettingsWriter.LEGACY_ADDRESSES ->
                                addresses(part, networks, seen, ledger);
                        case OrgSettingsWriter.DOMAINS, OrgSettingsWriter.LEGACY_DOMAINS ->
                                domains(part, ledger);
                        default ->
                                ledger.leftOut(
                                        new Place.InDocument(part.pointer()),
                                        name + ": " + part.shown(),
                                        "no setting of networks");
                    }
                });
        if (networks.isEmpty()) {
            ledger.warn("an empty list of addresses restricts nobody");
        }
        return networks;
    }

    private static void addresses(
            JsonPart part,
            List<AllowedNetwork> networks,
            Map<IpPrefix, Place> seen,
            Ledger ledger) {
        boolean isNothing =
                part instanceof JsonPart.Plain(var _, String literal) && literal.equals("null");
        if (isNothing) {
            return;
        }
        if (!(part instanceof JsonPart.Elements(var _, var elements))) {
            ledger.faulty(
                    new Place.InDocument(part.pointer()), part.shown(), "this is no array", "");
            return;
        }
        for (JsonPart element : elements) {
            Place place = new Place.InDocument(element.pointer());
            if (element instanceof JsonPart.Text(var _, String text)) {
                address(place, text, networks, seen, ledger);
            } else {
                ledger.faulty(place, element.shown(), "this is no text", "");
            }
        }
    }

    private static void address(
            Place place,
            String text,
            List<AllowedNetwork> networks,
            Map<IpPrefix, Place> seen,
            Ledger ledger) {
        AllowedNetwork network;
        try {
            network = AllowedNetwork.parse(text);
        } catch (AddressSyntaxException refused) {
            String message = refused.getMessage();
            ledger.faulty(
                    place, text, message == null ? "this is no network" : message, refused.hint());
            return;
        }
        Place earlier = seen.putIfAbsent(network.prefix(), place);
        String into = AddressRule.ID + "/sources";
        if (earlier != null) {
            ledger.add(
                    new ImportLine(
                            place, text, Fate.DUPLICATE, into, "the same as " + earlier, ""));
            return;
        }
        networks.add(network);
        boolean isSame = network.prefix().toString().equals(text);
        ledger.add(
                new ImportLine(
                        place,
                        text,
                        isSame ? Fate.TAKEN : Fate.NORMALISED,
                        into,
                        isSame ? "" : "host bits are set: `" + network.prefix() + "`",
                        ""));
    }

    private static void domains(JsonPart part, Ledger ledger) {
        if (!(part instanceof JsonPart.Elements(var _, var elements))) {
            return;
        }
        for (JsonPart element : elements) {
            ledger.attention(
                    new Place.InDocument(element.pointer()),
                    element.shown(),
                    "a web domain that may embed the client; policies are about networks",
                    "set it where the application says who may embed it");
        }
    }
}
