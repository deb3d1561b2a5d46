package dev.sallyport.document;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Contact;
import dev.sallyport.control.tenant.HostReading;
import dev.sallyport.control.tenant.TenantLine;
import dev.sallyport.control.tenant.TenantPatch;
import dev.sallyport.control.tenant.TenantSubmission;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads tenants, and what is to change in one. Strict and total as {@link PolicyReader}. */
public final class TenantReader {

    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_HOSTS = 200;

    private static final List<String> MEMBERS = List.of("id", "name", "hosts", "region", "contact");
    private static final List<String> PATCH_MEMBERS = List.of("name", "hosts", "region", "contact");
    private static final List<String> CONTACT_MEMBERS = List.of("contact");

    private final JsonCursor cursor;
    private @Nullable TenantId id;
    private @Nullable String name;
    private @Nullable List<HostName> hosts;
    private @Nullable String region;
    private @Nullable String contact;

    private TenantReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the tenant that the bytes hold, or its faults under {@code request.invalid}. Only
     * {@code id} must be given; a tenant without a name is called by its id. The stream is closed.
     */
    public static Outcome<TenantSubmission> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new TenantReader(cursor).tenant());
    }

    /**
     * Returns the changes that the bytes hold, a JSON merge patch (RFC 7396), or its faults under
     * {@code request.invalid}. A null region removes it. The stream is closed.
     */
    public static Outcome<TenantPatch> readPatch(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new TenantReader(cursor).patch());
    }

    /**
     * Returns the line of an import that the bytes hold: the id, and what is said about the tenant.
     * A null region or contact removes it. The stream is closed.
     */
    public static Outcome<TenantLine> readLine(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new TenantReader(cursor).line());
    }

    /**
     * Returns the change of a contact that the bytes hold: {@code {"contact": …}}, null to remove
     * it. The stream is closed.
     */
    public static Outcome<TenantPatch> readContact(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new TenantReader(cursor).contactOnly(cursor));
    }

    private @Nullable TenantLine line() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "id");
        return id == null
                ? null
                : new TenantLine(id, new TenantPatch(name, hosts, region, contact));
    }

    private TenantPatch contactOnly(JsonCursor document) {
        JsonCursor.Members members = document.object(CONTACT_MEMBERS, this::member);
        document.require(members, "contact");
        return new TenantPatch(null, null, null, contact);
    }

    private @Nullable TenantSubmission tenant() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "id");
        if (id == null) {
            return null;
        }
        boolean hasRegion = region != null && !region.equals(TenantPatch.NO_REGION);
        return new TenantSubmission(
                id,
                name == null ? id.value() : name,
                hosts == null ? List.of() : hosts,
                hasRegion ? region : null,
                contact == null || contact.equals(TenantPatch.NO_CONTACT)
                        ? null
                        : new Contact(contact));
    }

    private TenantPatch patch() {
        cursor.object(PATCH_MEMBERS, this::member);
        return new TenantPatch(name, hosts, region, contact);
    }

    private void member(String member) {
        switch (member) {
            case "id" -> id = id();
            case "name" -> name = cursor.name(MAX_NAME_LENGTH);
            case "hosts" -> hosts = hosts();
            case "region" -> region = region();
            case "contact" -> contact = contact();
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private @Nullable TenantId id() {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        if (TenantId.isValid(text)) {
            return new TenantId(text);
        }
        cursor.fault(
                ProblemCode.TENANT_ID_INVALID,
                "tenant id " + Quoted.text(text) + " is not of the form `[a-z0-9][a-z0-9-]{0,62}`",
                "write lower-case letters, digits and hyphens, at most 63");
        return null;
    }

    private List<HostName> hosts() {
        List<HostName> names = new ArrayList<>();
        cursor.array(
                MAX_HOSTS,
                () -> {
                    HostName host = host();
                    if (host != null && names.contains(host)) {
                        cursor.fault(
                                ProblemCode.TENANT_HOST_DUPLICATE,
                                "host `" + host + "` is given twice",
                                "remove one of the two");
                    } else if (host != null) {
                        names.add(host);
                    }
                });
        return names;
    }

    private @Nullable HostName host() {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        Optional<HostName> host = HostReading.read(text);
        if (host.isEmpty()) {
            cursor.fault(
                    ProblemCode.TENANT_HOST_INVALID,
                    "host " + Quoted.text(text) + " is not a host name",
                    "write a DNS name such as `acme.example.com`, in A-labels if in doubt");
        }
        return host.orElse(null);
    }

    private @Nullable String contact() {
        if (cursor.isNull()) {
            return TenantPatch.NO_CONTACT;
        }
        String text = cursor.rawText();
        if (text == null || Contact.isValid(text)) {
            return text;
        }
        cursor.fault(
                ProblemCode.TENANT_CONTACT_INVALID,
                "contact " + Quoted.text(text) + " is no contact",
                "write 1 to 200 characters, or a link such as `mailto:it@acme.example` or"
                        + " `https://help.acme.example/`");
        return null;
    }

    private @Nullable String region() {
        if (cursor.isNull()) {
            return TenantPatch.NO_REGION;
        }
        String text = cursor.rawText();
        if (text == null || TenantId.isValid(text)) {
            return text;
        }
        cursor.fault(
                ProblemCode.TENANT_REGION_INVALID,
                "region " + Quoted.text(text) + " is not of the form `[a-z0-9][a-z0-9-]{0,62}`",
                "write lower-case letters, digits and hyphens, at most 63");
        return null;
    }
}
