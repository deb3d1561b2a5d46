package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Client addresses, tokens, secrets and what policies say are in no ordinary log. */
final class LogPrivacyTest {

    private static final List<String> PRIVATE =
            List.of("198.51.100.77", "2001:db8:77::7", "203.0.113.0", "quiet-rule", "Quiet Label");

    @Test
    void nothingPrivateIsLogged(@TempDir Path folder) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        String token;
        String secret;
        try (TestServer server = TestServer.start(folder, "--gate.trusted-proxies=127.0.0.1")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Answer client = operator.client("acme", "sallyport:manage");
            secret = client.text("client_secret");
            token = server.api().token(client.text("client_id"), secret).text("access_token");
            operator.with("If-Match", "*")
                    .put(
                            "/api/v1/tenants/acme/policy",
                            """
                            {"mode":"ENFORCE","rules":[{"id":"quiet-rule","effect":"ALLOW",
                             "sources":[{"prefix":"203.0.113.0/24","label":"Quiet Label"}]}]}
                            """);
            Api tenant = server.api().withToken(token).with("X-Forwarded-For", "198.51.100.77");
            tenant.put("/api/v1/tenants/acme/policy", "{\"rules\":[{\"id\":\"quiet-rule\"");
            tenant.post("/api/v1/tenants/acme/check", "{\"address\":\"198.51.100.77\"}");
            tenant.post("/api/v1/tenants/acme/check", "{\"address\":\"198.51.100.77x\"}");
            server.api().withToken(token + "x").get("/api/v1/tenants/acme");
            server.api().token(client.text("client_id"), secret + "x");
            for (String address :
                    List.of("198.51.100.77", "2001:db8:77::7", "198.51.100.77.x", "unknown")) {
                server.ask("acme.example.com", address);
                server.ask("nobody.example.com", address);
            }
            RawHttp.send(server.gatePort(), "BAD 198.51.100.77\r\n\r\n");
            RawHttp.send(server.apiPort(), "BAD 198.51.100.77\r\n\r\n");
            operator.with("Content-Type", "application/x-ndjson")
                    .send("POST", "/api/v1/tenants:bulk", "{\"id\":\"198.51.100.77\"}\n{");
            operator.put("/api/v1/deployment", "{\"switch\":\"observe\",\"reason\":\"x\"}");
            operator.get("/api/v1/doctor");
        } finally {
            root.detachAppender(log);
        }

        assertThat(log.list).as("the test sees the log").isNotEmpty();
        for (ILoggingEvent event : log.list) {
            String text =
                    event.getFormattedMessage() + throwable(event) + event.getMDCPropertyMap();
            for (String word : PRIVATE) {
                assertThat(text).doesNotContain(word);
            }
            assertThat(text).doesNotContain(token).doesNotContain(secret);
        }
    }

    private static String throwable(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        for (var thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            text.append(thrown.getMessage()).append('\n');
        }
        return text.toString();
    }
}
