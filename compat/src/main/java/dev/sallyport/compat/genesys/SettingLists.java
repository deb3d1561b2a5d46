package dev.sallyport.compat.genesys;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.JsonCursor;
import dev.sallyport.engine.address.AddressSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/* Reads the two lists of the settings, under whatever name they come. */
final class SettingLists {

    private SettingLists() {}

    /** Returns the allowed networks; null stands for none of them, which is no restriction. */
    static List<AllowedNetwork> networks(JsonCursor cursor) {
        List<AllowedNetwork> networks = new ArrayList<>();
        if (!cursor.isNull()) {
            cursor.array(
                    OrgSettingsChange.MAX_ADDRESSES,
                    () -> {
                        AllowedNetwork network = network(cursor);
                        if (network != null) {
                            networks.add(network);
                        }
                    });
        }
        return networks;
    }

    private static @Nullable AllowedNetwork network(JsonCursor cursor) {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        try {
            return AllowedNetwork.parse(text);
        } catch (AddressSyntaxException refused) {
            cursor.fault(
                    ProblemCode.of(refused.fault()),
                    Objects.requireNonNullElse(refused.getMessage(), "the text is no network"),
                    refused.hint());
            return null;
        }
    }

    /** Returns the web domains; null stands for none of them. */
    static List<String> domains(JsonCursor cursor) {
        List<String> domains = new ArrayList<>();
        if (!cursor.isNull()) {
            cursor.array(
                    OrgSettingsChange.MAX_DOMAINS,
                    () -> {
                        String domain = cursor.name(OrgSettingsChange.MAX_DOMAIN_LENGTH);
                        if (domain != null) {
                            domains.add(domain);
                        }
                    });
        }
        return domains;
    }
}
