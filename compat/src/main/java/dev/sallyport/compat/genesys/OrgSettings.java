package dev.sallyport.compat.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.DocumentLimits;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Objects;

/**
 * What an organisation has set, in the vendor's terms.
 *
 * @param addresses the texts of the allowed networks, in the order they were sent
 * @param domainsEnabled whether the web domains are in force
 * @param domains the web domains
 */
public record OrgSettings(List<String> addresses, boolean domainsEnabled, List<String> domains) {

    /** The settings of an organisation that has set nothing: no restriction. */
    public static final OrgSettings INITIAL = new OrgSettings(List.of(), false, List.of());

    /** Copies the lists. */
    public OrgSettings {
        addresses = List.copyOf(addresses);
        domains = List.copyOf(domains);
    }

    /**
     * Returns the settings that were written by {@link OrgSettingsWriter#kept}.
     *
     * @throws IllegalArgumentException if the text is none of those
     */
    public static OrgSettings kept(String json) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(json.getBytes(UTF_8));
        return switch (OrgAuthSettingsReader.read(
                bytes, DocumentLimits.DEFAULT, OtherSettings.REFUSED)) {
            case Outcome.Done<OrgSettingsChange>(OrgSettingsChange change) -> INITIAL.with(change);
            case Outcome.Refused<OrgSettingsChange>(Problem problem) ->
                    throw new IllegalArgumentException(
                            "what was kept cannot be read: " + problem.code());
        };
    }

    /** Returns these settings after a change. */
    public OrgSettings with(OrgSettingsChange change) {
        List<AllowedNetwork> networks = change.addresses();
        return new OrgSettings(
                networks == null ? addresses : networks.stream().map(AllowedNetwork::text).toList(),
                Objects.requireNonNullElse(change.domainsEnabled(), domainsEnabled),
                Objects.requireNonNullElse(change.domains(), domains));
    }

    /** Returns these settings with other texts of the allowed networks. */
    public OrgSettings withAddresses(List<String> texts) {
        return new OrgSettings(texts, domainsEnabled, domains);
    }
}
