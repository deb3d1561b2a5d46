package dev.sallyport.cli.demo;

import dev.sallyport.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Shows how to look further at a running demonstration: lines that work when pasted into another
 * terminal.
 */
final class NextSteps {

    private final PrintWriter out;
    private final Terminal terminal;
    private final URI api;
    private final URI gate;
    private final String clientId;
    private final String secret;

    NextSteps(
            PrintWriter out, Terminal terminal, URI api, URI gate, String clientId, String secret) {
        this.out = out;
        this.terminal = terminal;
        this.api = api;
        this.gate = gate;
        this.clientId = clientId;
        this.secret = secret;
    }

    void write(
            String tenant,
            String host,
            Replay replay,
            Path log,
            Path policy,
            Path enforcing,
            Path channels) {
        List<Replay.Client> losers = replay.losers();
        String address = losers.isEmpty() ? "192.0.2.1" : losers.getFirst().address();
        String policyUrl = api + "/api/v1/tenants/" + tenant + "/policy";
        out.println();
        out.println(
                terminal.bold("How to look further")
                        + terminal.faint("  paste into another terminal"));
        step(
                "API, with its description: "
                        + api
                        + "/api/v1/openapi.json; decision port: "
                        + gate
                        + "; who you are:");
        line(
                "export SALLYPORT_SERVER=%s SALLYPORT_CLIENT_ID=%s SALLYPORT_CLIENT_SECRET=%s"
                        .formatted(api, clientId, secret));
        step("the smallest entry that would admit each client:");
        line(
                "./sallyport what-if --log %s --policy %s --channels %s"
                        .formatted(log, policy, channels));
        step("why one client is denied:");
        line("./sallyport check %s %s".formatted(tenant, address));
        step("the same with curl:");
        line(
                "TOKEN=$(curl -s -u %s:%s -d grant_type=client_credentials %s/oauth/token | sed 's/.*\"access_token\" *: *\"\\([^\"]*\\)\".*/\\1/')"
                        .formatted(clientId, secret, api));
        line("curl -s -H \"Authorization: Bearer $TOKEN\" " + policyUrl);
        line(
                "curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' -d '{\"address\":\"%s\"}' %s/api/v1/tenants/%s/check"
                        .formatted(address, api, tenant));
        step("ask the decision port as a proxy does (204 allow, 403 deny):");
        line(
                "curl -si -H 'Host: %s' -H 'X-Forwarded-For: %s' -H 'X-Original-URI: /' %s/"
                        .formatted(host, address, gate));
        step("enforce, then ask again:");
        line("./sallyport policy put %s --policy %s".formatted(tenant, enforcing));
        out.println();
    }

    private void step(String sentence) {
        out.println();
        out.println("  " + sentence);
    }

    private void line(String command) {
        out.println("    " + command);
    }
}
