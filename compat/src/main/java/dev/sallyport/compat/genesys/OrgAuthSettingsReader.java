package dev.sallyport.compat.genesys;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.JsonCursor;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads the document {@code OrgAuthSettings}, strictly: one with any fault is refused whole, with
 * every fault at its JSON Pointer. A member that is absent stays as it is; a list that is null is
 * an empty one.
 */
public final class OrgAuthSettingsReader {

    private static final List<String> MEMBERS =
            List.of(
                    OrgSettingsWriter.MULTIFACTOR,
                    OrgSettingsWriter.DOMAINS_ENABLED,
                    OrgSettingsWriter.DOMAINS,
                    OrgSettingsWriter.ADDRESSES,
                    OrgSettingsWriter.PASSWORDS,
                    OrgSettingsWriter.EXCLUSIONS,
                    OrgSettingsWriter.UNIVERSAL_LOGOUT,
                    OrgSettingsWriter.TOKEN_STORAGE);

    private static final List<String> PASSWORD_RULES =
            Arrays.stream(PasswordRule.values()).map(PasswordRule::member).toList();

    private final JsonCursor cursor;
    private final OtherSettings others;
    private @Nullable List<AllowedNetwork> addresses;
    private @Nullable Boolean domainsEnabled;
    private @Nullable List<String> domains;

    private OrgAuthSettingsReader(JsonCursor cursor, OtherSettings others) {
        this.cursor = cursor;
        this.others = others;
    }

    /**
     * Returns the change that the bytes ask for, or their faults under {@code request.invalid}. The
     * stream is closed.
     *
     * @param others what is done about settings that are not kept
     * @throws java.io.UncheckedIOException if reading the stream fails
     */
    public static Outcome<OrgSettingsChange> read(
            InputStream bytes, DocumentLimits limits, OtherSettings others) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new OrgAuthSettingsReader(cursor, others).change());
    }

    private @Nullable OrgSettingsChange change() {
        int before = cursor.faultCount();
        JsonCursor.Members _ = cursor.object(MEMBERS, this::member);
        return cursor.faultCount() > before
                ? null
                : new OrgSettingsChange(addresses, domainsEnabled, domains);
    }

    private void member(String name) {
        switch (name) {
            case OrgSettingsWriter.ADDRESSES -> addresses = SettingLists.networks(cursor);
            case OrgSettingsWriter.DOMAINS -> domains = SettingLists.domains(cursor);
            case OrgSettingsWriter.DOMAINS_ENABLED ->
                    domainsEnabled = cursor.isNull() ? null : cursor.truth();
            default -> other(name);
        }
    }

    private void other(String name) {
        if (cursor.isNull() || others == OtherSettings.SKIPPED) {
            cursor.skip();
            return;
        }
        switch (name) {
            case OrgSettingsWriter.MULTIFACTOR, OrgSettingsWriter.UNIVERSAL_LOGOUT ->
                    fixed(name, cursor.token() == JsonToken.VALUE_FALSE, "`false`");
            case OrgSettingsWriter.EXCLUSIONS -> exclusions();
            case OrgSettingsWriter.PASSWORDS -> passwordRules();
            case OrgSettingsWriter.TOKEN_STORAGE -> fixed(name, false, "nothing");
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private void exclusions() {
        if (cursor.isArray()) {
            cursor.array(() -> fixed(OrgSettingsWriter.EXCLUSIONS, false, "`[]`"));
        } else {
            fixed(OrgSettingsWriter.EXCLUSIONS, false, "`[]`");
        }
    }

    private void passwordRules() {
        JsonCursor.Members _ = cursor.object(PASSWORD_RULES, this::passwordRule);
    }

    private void passwordRule(String name) {
        PasswordRule rule = PasswordRule.of(name);
        boolean isNumber = cursor.token() == JsonToken.VALUE_NUMBER_INT;
        boolean isSame =
                isNumber && cursor.number().compareTo(BigDecimal.valueOf(rule.value())) == 0;
        if (!cursor.isNull()) {
            fixed(name, isSame, "`" + rule.value() + "`");
        }
    }

    private void fixed(String name, boolean isSame, String value) {
        if (!isSame) {
            cursor.fault(
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "the setting `" + name + "` is not kept here and cannot be changed",
                    "leave it out, or send " + value);
        }
        cursor.skip();
    }
}
