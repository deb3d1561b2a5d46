package dev.sallyport.conformance.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Semantics section 8: a path that the door and the application might read differently is
 * ambiguous. Asked of those who read paths for real: nginx by its locations, Tomcat by its servlet
 * mappings, both ways round of Tomcat's strictness, and nginx handing on to Tomcat.
 */
final class PathReadingTest {

    private static final String REFUSED = "refused";

    /* What was read of one target, by reader. */
    private record Readings(String target, String ours, Map<String, String> theirs) {

        Set<String> doors() {
            return theirs.values().stream()
                    .filter(door -> !door.equals(REFUSED))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean isDisputed() {
            return doors().size() > 1;
        }

        boolean contradicts() {
            return !ours.equals("ambiguous")
                    && doors().stream().anyMatch(door -> !door.equals(ours));
        }
    }

    @Test
    void certaintyIsSharedByEverybodyWhoReadsThePath(@TempDir Path one, @TempDir Path other)
            throws IOException, InterruptedException, LifecycleException {
        List<Readings> all = new ArrayList<>();
        try (ServletContainer strict = ServletContainer.strict(one);
                ServletContainer lax = ServletContainer.lax(other);
                Nginx nginx = Nginx.serving(Doors.nginxSite("on"));
                Nginx keeping = Nginx.serving(Doors.nginxSite("off"));
                Nginx proxy = Nginx.serving(handingOnTo(lax.port()));
                HttpConnection toNginx = new HttpConnection(nginx.port(), ReplayCase.TRUSTED);
                HttpConnection toKeeping = new HttpConnection(keeping.port(), ReplayCase.TRUSTED);
                HttpConnection toStrict = new HttpConnection(strict.port(), ReplayCase.TRUSTED);
                HttpConnection toLax = new HttpConnection(lax.port(), ReplayCase.TRUSTED);
                HttpConnection toProxy = new HttpConnection(proxy.port(), ReplayCase.TRUSTED)) {
            ChannelTable table = Doors.table();
            for (String target : PathVectors.all()) {
                all.add(
                        new Readings(
                                target,
                                ours(table, target),
                                Map.of(
                                        "nginx", read(toNginx, target),
                                        "nginx that keeps slashes", read(toKeeping, target),
                                        "Tomcat", read(toStrict, target),
                                        "lax Tomcat", read(toLax, target),
                                        "nginx before lax Tomcat", read(toProxy, target))));
            }
        }

        assertThat(all.stream().filter(Readings::contradicts)).as("read otherwise").isEmpty();

        assertThat(all.stream().filter(readings -> readings.ours().equals("ambiguous")))
                .as("without a certain door")
                .extracting(Readings::target)
                .contains(
                        "/saml/../x",
                        "//saml/acs",
                        "/saml//acs",
                        "/saml/%2e%2e/acs",
                        "/saml/..;/acs",
                        "/saml%2facs",
                        "/saml/acs;",
                        "/saml/acs%5c",
                        "/saml/acs%00",
                        "/saml/acs%25",
                        "/saml/acs\\",
                        "/saml/acs%zz",
                        "*",
                        "http://acme.example.com/saml/acs");
        List<String> disputed =
                all.stream().filter(Readings::isDisputed).map(Readings::target).toList();
        assertThat(disputed)
                .as("targets that two programs take for different doors")
                .hasSizeGreaterThan(1000)
                .contains("/api/..;/saml/acs", "/api;x/public/y", "/api//public/y");
        assertThat(
                        all.stream()
                                .filter(readings ->
                                        PathVectors.ordinary().contains(readings.target())))
                .as("ordinary paths")
                .hasSameSizeAs(PathVectors.ordinary())
                .allSatisfy(
                        readings -> assertThat(readings.doors()).containsExactly(readings.ours()));
        assertThat(all.stream().filter(readings -> !readings.ours().equals("ambiguous")))
                .as("odd and yet certain")
                .hasSizeGreaterThan(PathVectors.ordinary().size() + 300);
    }

    private static String handingOnTo(int port) {
        return "server {\nlisten LISTEN;\nlocation / { proxy_pass http://127.0.0.1:"
                + port
                + "; "
                + "proxy_http_version 1.1; proxy_set_header Connection \"\"; }\n}\n";
    }

    private static String ours(ChannelTable table, String target) {
        return switch (table.classify(target)) {
            case Channel.Ambiguous ignored -> "ambiguous";
            case Channel.Named(var id) -> id.value();
        };
    }

    private static String read(HttpConnection server, String target) throws IOException {
        HttpConnection.Response response;
        try {
            response =
                    server.exchange(
                            "GET " + target + " HTTP/1.1\r\nHost: acme.example.com\r\n\r\n");
        } catch (IOException closed) {
            server.close();
            return REFUSED;
        }
        return response.status() == 200 ? response.body() : REFUSED;
    }
}
