package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Types of a token request's body that cannot be understood are the caller's fault, not the
 * server's.
 */
final class DoorTokenTypesTest {

    @TempDir Path folder;
    private SailpointServer server;

    @BeforeEach
    void start() {
        server = SailpointServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded; charset=nope",
                "application/x-www-form-urlencoded; charset=\"",
                "application/x-www-form-urlencoded; =x",
                "multipart/form-data; boundary="
            })
    void aTypeThatCannotBeUnderstoodIsRefused(String type) {
        for (String door : new String[] {"sailpoint", "genesys"}) {
            String answer =
                    RawHttp.send(
                            server.server().apiPort(),
                            "POST /compat/"
                                    + door
                                    + "/oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                    + type
                                    + "\r\nContent-Length: 29\r\nConnection: close\r\n\r\n"
                                    + "grant_type=client_credentials");
            assertThat(answer)
                    .as(door)
                    .startsWith("HTTP/1.1 400")
                    .contains("\"error\":\"invalid_request\"", "`Content-Type`");
        }
    }

    @Test
    void blanksAroundAScopeAreNoPartOfIt() {
        Answer made = server.operator().client("acme", "sp:auth-org:manage");
        String form =
                "grant_type=client_credentials&client_id="
                        + made.text("client_id")
                        + "&client_secret="
                        + made.text("client_secret")
                        + "&scope=sp%3Aauth-org%3Aread+";
        String answer =
                RawHttp.send(
                        server.server().apiPort(),
                        "POST /compat/sailpoint/oauth/token HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                + form.length()
                                + "\r\nConnection: close\r\n\r\n"
                                + form);
        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"scope\":\"sp:auth-org:read\"");
    }
}
