package dev.sallyport.document;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/* Writes entries of rules and of lists in their canonical form: every member, in a fixed order. */
record EntryWriter(JsonText json) {

    /** Writes one entry, as {@link EntryReader} reads it. */
    void write(Entry entry) {
        json.object(() -> members(entry));
    }

    /** Writes the members of one entry. */
    void members(Entry entry) {
        json.member("id", entry.id().value());
        source(entry.source());
        json.member("label", entry.label())
                .member("owner", entry.owner())
                .member("enabled", entry.life().enabled())
                .member("notBefore", Instants.text(entry.life().notBefore()))
                .member("expiresAt", Instants.text(entry.life().expiresAt()))
                .member("reviewAt", Instants.text(entry.reviewAt()));
    }

    /** Writes one entry without the members that have the value they have if they are left out. */
    void writeShort(Entry entry) {
        json.object(() -> {
            json.member("id", entry.id().value());
            source(entry.source());
            if (!entry.label().isEmpty()) {
                json.member("label", entry.label());
            }
            if (!entry.owner().isEmpty()) {
                json.member("owner", entry.owner());
            }
            if (!entry.life().enabled()) {
                json.member("enabled", false);
            }
            instant("notBefore", entry.life().notBefore());
            instant("expiresAt", entry.life().expiresAt());
            instant("reviewAt", entry.reviewAt());
        });
    }

    private void instant(String name, @Nullable Instant instant) {
        String text = Instants.text(instant);
        if (text != null) {
            json.member(name, text);
        }
    }

    void source(Source source) {
        switch (source) {
            case Source.Network(var prefix) -> json.member("prefix", text(prefix));
            case Source.Range(var range) -> json.member("range", range.toString());
            case Source.Country(var code) -> json.member("country", code.value());
            case Source.Asn(var number) -> json.member("asn", number);
            case Source.ListReference(var name) -> json.member("list", name.value());
            case Source.Any() -> json.member("any", true);
        }
    }

    static String text(IpPrefix prefix) {
        boolean isOneAddress = prefix.length() == prefix.family().bits();
        return isOneAddress ? prefix.address().toString() : prefix.toString();
    }
}
