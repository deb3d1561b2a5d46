package dev.sallyport.compat.okta;

import dev.sallyport.compat.imports.AddressReading;
import dev.sallyport.compat.imports.EntryBasket;
import dev.sallyport.compat.imports.JsonPart;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.compat.imports.Place;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.engine.address.AddressSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/* The gateways and proxies of an IP zone: `{"type":"CIDR"|"RANGE","value":"…"}`. */
record ZoneAddresses(Ledger ledger, String name) {

    /** Reads them into a basket, or, where there is none, only looks at them. */
    void read(JsonPart.Members zone, @Nullable EntryBasket basket) {
        for (JsonPart gateway : elements(zone, "gateways")) {
            gateway(gateway, basket);
        }
        for (JsonPart proxy : elements(zone, "proxies")) {
            Place place = new Place.InDocument(proxy.pointer());
            ledger.attention(
                    place,
                    text(proxy),
                    "a trusted proxy: whom addresses are believed from is a setting of the deployment",
                    "see `gate.trusted-proxies`");
        }
    }

    private List<JsonPart> elements(JsonPart.Members zone, String member) {
        JsonPart part = zone.get(member);
        if (part == null) {
            return List.of();
        }
        if (part instanceof JsonPart.Elements(var _, var elements)) {
            return elements;
        }
        ledger.faulty(new Place.InDocument(part.pointer()), part.shown(), "this is no array", "");
        return List.of();
    }

    private static String text(JsonPart address) {
        return address instanceof JsonPart.Members members
                ? members.text("value")
                : address.shown();
    }

    private void gateway(JsonPart gateway, @Nullable EntryBasket basket) {
        Place place = new Place.InDocument(gateway.pointer());
        String text = text(gateway);
        if (!(gateway instanceof JsonPart.Members members) || text.isEmpty()) {
            ledger.faulty(place, text, "the gateway has no `value` that is a text", "");
            return;
        }
        String type = members.text("type");
        if (!type.isEmpty() && !type.equals("CIDR") && !type.equals("RANGE")) {
            ledger.faulty(
                    place, text, "gateways are of type CIDR or RANGE, not `" + type + "`", "");
            return;
        }
        AddressReading reading;
        try {
            reading = AddressReading.of(text);
        } catch (AddressSyntaxException refused) {
            ledger.faulty(place, text, AddressReading.message(refused), refused.hint());
            return;
        }
        if (basket == null) {
            ledger.leftOut(place, text, "the zone is not active");
        } else {
            basket.add(
                    place, text, labelled(EntrySubmission.of(reading.source())), reading.change());
        }
    }

    private EntrySubmission labelled(EntrySubmission entry) {
        String label = name.replaceAll("\\s+", " ").strip();
        return new EntrySubmission(
                null,
                entry.source(),
                entry.life(),
                label.length() > EntryBasket.MAX_WORDS
                        ? label.substring(0, EntryBasket.MAX_WORDS)
                        : label,
                "",
                null);
    }
}
