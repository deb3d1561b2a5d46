package dev.sallyport.server;

import static dev.sallyport.server.SailpointServer.NETWORK;
import static dev.sallyport.server.SailpointServer.PROFILES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whom and when a rule holds for, as it was set natively: told at the door, and never lost there.
 */
final class SailpointNativeEditsTest {

    private static final String RANGE =
            "{\"range\":[\"1.3.7.0/24\"],\"geolocation\":null,\"whitelisted\":false}";
    private static final String NOTHING =
            "{\"range\":null,\"geolocation\":null,\"whitelisted\":false}";

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

    private void edit(String what, String otherwise) {
        String before = server.policy();
        assertThat(before).contains(what);
        server.natively(before.replace(what, otherwise));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"principalKinds\":[]|\"principalKinds\":[\"user\"]|holds for some kinds of principals only",
                "\"clients\":[]|\"clients\":[\"web\"]|holds for some clients only",
                "\"exceptChannels\":[\"sso\"]|\"exceptChannels\":[\"sso\",\"ui\"]|leaves out other channels",
                "\"channels\":[],\"exceptChannels\":[\"sso\"]|\"channels\":[\"sso\"],\"exceptChannels\":[]|holds for some channels only",
                "\"onTrial\":false|\"onTrial\":true|is on trial"
            })
    void aRuleThatHoldsForFewerThanTheProfileSaysIsNamed(
            String what, String otherwise, String notice) {
        Api client = server.manager();
        assertThat(client.post(NETWORK, RANGE).status()).isEqualTo(200);
        assertThat(server.evaluated("198.51.100.1", "/ui/")).isEqualTo("deny");

        edit(what, otherwise);

        assertThat(server.evaluated("198.51.100.1", "/ui/")).isEqualTo("allow");
        String whole = "not shown: rule `sailpoint-network` " + notice;
        assertThat(client.get(NETWORK).header("X-Sallyport-Notice")).contains(whole);
        assertThat(client.get(PROFILES + "/default").header("X-Sallyport-Notice")).contains(whole);
    }

    @Test
    void singleSignOnThatIsGovernedNativelyIsNotOpenedByEmptyingTheRange() {
        Api client = server.manager();
        assertThat(client.post(NETWORK, RANGE).status()).isEqualTo(200);
        assertThat(server.evaluated("198.51.100.1", "/saml/acs")).isEqualTo("allow");
        edit("\"exceptChannels\":[\"sso\"]", "\"exceptChannels\":[]");
        assertThat(server.evaluated("198.51.100.1", "/saml/acs")).isEqualTo("deny");
        String before = server.policy();

        Answer emptied = client.post(NETWORK, NOTHING);

        assertThat(emptied.status()).as(emptied.body()).isEqualTo(400);
        assertThat(emptied.body()).contains("would lose what was set natively");
        assertThat(server.policy()).isEqualTo(before);
        assertThat(server.evaluated("198.51.100.1", "/saml/acs")).isEqualTo("deny");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Network Admins", "a/b", "b\u00fcro", "100%", "~20", "role-x"})
    void everyRoleHasAProfileThatCanBeReadAndSwitched(String role) {
        Api client = server.manager();
        assertThat(client.post(NETWORK, RANGE).status()).isEqualTo(200);
        edit("\"roles\":[]", "\"roles\":[\"" + role + "\"]");

        String id = client.get(PROFILES).json().get(1).get("id").asString();
        assertThat(id).matches("[A-Za-z0-9._~-]+");
        Answer profile = client.get(PROFILES + "/" + id);
        assertThat(profile.status()).as(profile.body()).isEqualTo(200);
        assertThat(profile.text("name")).isEqualTo(role);
        assertThat(profile.json().get("offNetwork").asBoolean()).isTrue();
        Answer off =
                SailpointServer.patch(
                        client,
                        PROFILES + "/" + id,
                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":false}]");
        assertThat(off.status()).as(off.body()).isEqualTo(200);
        assertThat(server.policy()).contains("\"enabled\":false");
    }

    @Test
    void aRoleSwitchedOffIsAnsweredAndTheOthersGoOn() {
        Api client = server.manager();
        assertThat(client.post(NETWORK, RANGE).status()).isEqualTo(200);
        edit("\"roles\":[]", "\"roles\":[\"x\",\"y\"]");

        Answer off =
                SailpointServer.patch(
                        client,
                        PROFILES + "/role-x",
                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":false}]");

        assertThat(off.status()).as(off.body()).isEqualTo(200);
        assertThat(off.text("name")).isEqualTo("x");
        assertThat(off.json().get("offNetwork").asBoolean()).isFalse();
        assertThat(server.policy()).contains("\"roles\":[\"y\"]");
        assertThat(client.get(PROFILES + "/role-y").json().get("offNetwork").asBoolean()).isTrue();
    }

    @Test
    void thatNothingIsInEffectIsToldBeforeRulesOfOthers() {
        Api client = server.manager();
        assertThat(client.post(NETWORK, NOTHING).status()).isEqualTo(200);
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            rules.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"own-")
                    .append(i)
                    .append("\",\"effect\":\"DENY\",\"sources\":[{\"prefix\":\"192.0.2.1\"}]}");
        }
        server.natively("{\"rules\":[" + rules + "]}");

        assertThat(client.get(NETWORK).header("X-Sallyport-Notice"))
                .contains("no effect: offNetwork", "not shown: rule `own-0`", "and 2 more");
    }

    @Test
    void whatTheDoorItselfMadeIsEmptiedAndMadeAgain() {
        Api client = server.manager();
        assertThat(client.post(NETWORK, RANGE).status()).isEqualTo(200);
        assertThat(client.post(NETWORK, NOTHING).status()).isEqualTo(200);
        assertThat(client.post(NETWORK, RANGE).status()).isEqualTo(200);
        assertThat(server.policy()).contains("\"exceptChannels\":[\"sso\"]");
    }
}
