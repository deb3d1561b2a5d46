package dev.sallyport.compat.genesys;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.JsonCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the two older documents that hold a part of the settings each, as strictly as the newer
 * one. They replace their part whole.
 */
public final class LegacyReaders {

    private static final List<String> DOMAIN_MEMBERS =
            List.of(OrgSettingsWriter.LEGACY_ENABLED, OrgSettingsWriter.LEGACY_DOMAINS);

    private LegacyReaders() {}

    /**
     * Returns the change that the document {@code IpAddressAuthentication} asks for, or its faults.
     * A list that is null is an empty one; one that is absent is a fault, since it would open the
     * tenant by being forgotten. The stream is closed.
     *
     * @throws java.io.UncheckedIOException if reading the stream fails
     */
    public static Outcome<OrgSettingsChange> addresses(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes, limits, ProblemCode.REQUEST_INVALID, LegacyReaders::addresses);
    }

    private static @Nullable OrgSettingsChange addresses(JsonCursor cursor) {
        int before = cursor.faultCount();
        List<AllowedNetwork> networks = new ArrayList<>();
        JsonCursor.Members members =
                cursor.object(
                        List.of(OrgSettingsWriter.LEGACY_ADDRESSES),
                        ignored -> networks.addAll(SettingLists.networks(cursor)));
        cursor.require(members, OrgSettingsWriter.LEGACY_ADDRESSES);
        return cursor.faultCount() > before ? null : new OrgSettingsChange(networks, null, null);
    }

    /**
     * Returns the change that the document {@code OrgWhitelistSettings} asks for, or its faults.
     * What is absent is not enabled, or empty. The stream is closed.
     *
     * @throws java.io.UncheckedIOException if reading the stream fails
     */
    public static Outcome<OrgSettingsChange> domains(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes, limits, ProblemCode.REQUEST_INVALID, cursor -> new Domains(cursor).change());
    }

    private static final class Domains {
        private final JsonCursor cursor;
        private boolean enabled;
        private List<String> domains = List.of();

        Domains(JsonCursor cursor) {
            this.cursor = cursor;
        }

        @Nullable OrgSettingsChange change() {
            int before = cursor.faultCount();
            JsonCursor.Members _ = cursor.object(DOMAIN_MEMBERS, this::member);
            return cursor.faultCount() > before
                    ? null
                    : new OrgSettingsChange(null, enabled, domains);
        }

        private void member(String name) {
            if (name.equals(OrgSettingsWriter.LEGACY_DOMAINS)) {
                domains = SettingLists.domains(cursor);
            } else {
                enabled = !cursor.isNull() && Boolean.TRUE.equals(cursor.truth());
            }
        }
    }
}
