package dev.sallyport.compat.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.DocumentLimits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/** Documents as they come over the wire. */
final class Documents {

    private Documents() {}

    static InputStream bytes(String json) {
        return new ByteArrayInputStream(json.getBytes(UTF_8));
    }

    static Outcome<OrgSettingsChange> settings(String json) {
        return OrgAuthSettingsReader.read(
                bytes(json), DocumentLimits.DEFAULT, OtherSettings.REFUSED);
    }

    static OrgSettingsChange accepted(Outcome<OrgSettingsChange> outcome) {
        return switch (outcome) {
            case Outcome.Done<OrgSettingsChange>(OrgSettingsChange change) -> change;
            case Outcome.Refused<OrgSettingsChange>(Problem problem) ->
                    throw new AssertionError("refused: " + problem);
        };
    }

    static Problem refused(Outcome<OrgSettingsChange> outcome) {
        return switch (outcome) {
            case Outcome.Done<OrgSettingsChange>(OrgSettingsChange change) ->
                    throw new AssertionError("accepted: " + change);
            case Outcome.Refused<OrgSettingsChange>(Problem problem) -> problem;
        };
    }

    static List<AllowedNetwork> networks(String... texts) {
        return List.of(texts).stream().map(AllowedNetwork::parse).toList();
    }
}
