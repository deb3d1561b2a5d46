package dev.sallyport.server.compat.genesys;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.compat.genesys.AddressRule;
import dev.sallyport.compat.genesys.AllowedNetwork;
import dev.sallyport.compat.genesys.ErrorBodies;
import dev.sallyport.compat.genesys.LegacyReaders;
import dev.sallyport.compat.genesys.OrgAuthSettingsReader;
import dev.sallyport.compat.genesys.OrgSettings;
import dev.sallyport.compat.genesys.OrgSettingsChange;
import dev.sallyport.compat.genesys.OrgSettingsWriter;
import dev.sallyport.compat.genesys.OtherSettings;
import dev.sallyport.control.door.DoorChange;
import dev.sallyport.control.door.DoorPolicies;
import dev.sallyport.control.door.DoorState;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.compat.DoorAnswer;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.compat.DoorFilter;
import dev.sallyport.server.compat.DoorRoute;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/* The settings of an organisation under their three names. */
final class SettingsRoutes {

    private static final String SETTINGS = "/api/v2/organizations/authentication/settings";
    private static final String ADDRESSES = "/api/v2/organizations/ipaddressauthentication";
    private static final String DOMAINS = "/api/v2/organizations/whitelist";
    private static final List<String> JSON = List.of("application/json");

    /* Reads one of the three documents. */
    private interface Reader {
        Outcome<OrgSettingsChange> read(InputStream bytes, DocumentLimits limits);
    }

    private final DoorPolicies policies;
    private final DocumentLimits limits;

    SettingsRoutes(DoorPolicies policies, DocumentLimits limits) {
        this.policies = policies;
        this.limits = limits;
    }

    List<DoorRoute> all() {
        return List.of(
                get(SETTINGS, OrgSettingsWriter::settings),
                change(
                        "PATCH",
                        SETTINGS,
                        (bytes, most) ->
                                OrgAuthSettingsReader.read(bytes, most, OtherSettings.REFUSED),
                        OrgSettingsWriter::settings),
                get(ADDRESSES, OrgSettingsWriter::addresses),
                change("PUT", ADDRESSES, LegacyReaders::addresses, OrgSettingsWriter::addresses),
                route(
                        "GET",
                        DOMAINS,
                        List.of(),
                        call -> read(Permission.anybody(call), call, OrgSettingsWriter::domains)),
                change("PUT", DOMAINS, LegacyReaders::domains, OrgSettingsWriter::domains));
    }

    private DoorRoute get(String path, Function<OrgSettings, String> writer) {
        return route(
                "GET",
                path,
                List.of(),
                call -> {
                    TenantId tenant = Permission.SETTINGS_READ.in(call);
                    DoorState state = unlessRefused(policies.read(tenant, GenesysDoor.NAME));
                    return noticed(answer(state, call, writer), state);
                });
    }

    private DoorRoute change(
            String method, String path, Reader reader, Function<OrgSettings, String> writer) {
        return route(
                method,
                path,
                JSON,
                call -> {
                    TenantId tenant = Permission.SETTINGS_CHANGE.in(call);
                    try (InputStream body = call.body()) {
                        OrgSettingsChange change = unlessRefused(reader.read(body, limits));
                        DoorState state = changed(tenant, change, call);
                        return noticed(answer(state, call, writer), state);
                    }
                });
    }

    @FunctionalInterface
    private interface Answering {
        DoorAnswer answer(DoorCall call) throws IOException;
    }

    private static DoorRoute route(
            String method, String path, List<String> types, Answering answering) {
        return DoorRoute.of(
                method,
                path,
                types,
                GenesysAnswers.refusing((call, groups) -> answering.answer(call)));
    }

    private DoorAnswer read(TenantId tenant, DoorCall call, Function<OrgSettings, String> writer) {
        return answer(unlessRefused(policies.read(tenant, GenesysDoor.NAME)), call, writer);
    }

    private static DoorAnswer answer(
            DoorState state, DoorCall call, Function<OrgSettings, String> writer) {
        OrgSettings kept = kept(state);
        List<String> addresses = AddressRule.read(state.policy(), kept.addresses(), call.at());
        return DoorAnswer.json(200, writer.apply(kept.withAddresses(addresses)));
    }

    /* An empty list stands for no restriction; what a list cannot say is told beside it, to those who may read it. */
    private static DoorAnswer noticed(DoorAnswer answer, DoorState state) {
        return AddressRule.obstacle(state.policy())
                .map(what -> answer.with(DoorFilter.NOTICE_HEADER, "not shown: " + what))
                .orElse(answer);
    }

    private static OrgSettings kept(DoorState state) {
        return state.document() == null
                ? OrgSettings.INITIAL
                : OrgSettings.kept(state.document().content().json());
    }

    private DoorState changed(TenantId tenant, OrgSettingsChange change, DoorCall call) {
        List<AllowedNetwork> networks = change.addresses();
        if (networks == null) {
            return unlessRefused(
                    policies.keep(
                            tenant,
                            GenesysDoor.NAME,
                            state -> OrgSettingsWriter.kept(kept(state).with(change)),
                            call.origin()));
        }
        checkCaller(networks, call);
        return unlessRefused(
                policies.write(
                        tenant,
                        GenesysDoor.NAME,
                        state -> Outcome.done(replaced(state, networks, change)),
                        call.origin()));
    }

    private static DoorChange replaced(
            DoorState state, List<AllowedNetwork> networks, OrgSettingsChange change) {
        AddressRule.obstacle(state.policy())
                .ifPresent(why -> {
                    throw new ErrorBodyException(ErrorBodies.notRepresentable(why));
                });
        return new DoorChange(
                AddressRule.apply(networks, state.policy(), null),
                OrgSettingsWriter.kept(kept(state).with(change)));
    }

    /* Whoever saves a list that restricts must be inside it, in whatever mode the tenant is. */
    private static void checkCaller(List<AllowedNetwork> networks, DoorCall call) {
        if (networks.isEmpty()) {
            return;
        }
        switch (call.address()) {
            case ClientAddress.Undetermined ignored ->
                    throw new ErrorBodyException(ErrorBodies.callerUnknown());
            case ClientAddress.Determined(IpAddress address, String ignored) -> {
                if (networks.stream().noneMatch(each -> each.prefix().contains(address))) {
                    throw new ErrorBodyException(ErrorBodies.callerNotIncluded(address.toString()));
                }
            }
        }
    }
}
