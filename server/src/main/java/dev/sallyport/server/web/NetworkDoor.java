package dev.sallyport.server.web;

import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.egress.document.WellKnown;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.HostPattern;
import dev.sallyport.gate.TenantSource;
import dev.sallyport.server.egress.PublishedFile;
import dev.sallyport.server.egress.PublishedNetwork;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/* What is published for everybody. Nothing here asks the database, but for serials that are long gone. */
@RestController
final class NetworkDoor {

    static final String PREFIX = "/network/";

    private static final String JOSE = "application/jose";
    private static final String REGION = PREFIX + "{region}/";
    private static final String SERIAL = REGION + "serials/{serial}/";

    private final PublishedNetwork network;
    private final PublisherServices services;
    private final TenantDirectory directory;
    private final FileAnswer answer;

    NetworkDoor(PublisherServices services, TenantDirectory directory) {
        this.services = services;
        this.directory = directory;
        network = services.network();
        answer = new FileAnswer(services.settings().maxAge());
    }

    @GetMapping(
            path = {PREFIX + "index.json", PREFIX + "keys.json"},
            produces = Answers.JSON)
    void shared(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(request, response);
    }

    @GetMapping(path = PREFIX + "keys.json.jws", produces = JOSE)
    void sharedSignature(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(request, response);
    }

    @GetMapping(
            path = {REGION + "source_ips.json", REGION + "egress.json", REGION + "history.json"},
            produces = Answers.JSON)
    void json(@PathVariable String region, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(region, request, response);
    }

    @GetMapping(path = REGION + "source_ips.yaml", produces = "application/yaml")
    void yaml(@PathVariable String region, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(region, request, response);
    }

    @GetMapping(path = REGION + "source_ips.txt", produces = "text/plain")
    void text(@PathVariable String region, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(region, request, response);
    }

    @GetMapping(path = REGION + "egress.json.jws", produces = JOSE)
    void signature(
            @PathVariable String region, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(region, request, response);
    }

    @GetMapping(path = REGION + "changes.atom", produces = "application/atom+xml")
    void feed(@PathVariable String region, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(region, request, response);
    }

    private void send(String region, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (network.region(region).isEmpty()) {
            throw unknown(region);
        }
        send(request, response);
    }

    private void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PublishedFile file = network.find(request.getRequestURI());
        if (file == null) {
            throw new RefusedException(ProblemResolver.noSuchResource());
        }
        answer.send(file, request, response);
    }

    private static RefusedException unknown(String region) {
        return new RefusedException(
                ProblemCode.EGRESS_REGION_UNKNOWN,
                "nothing was published of region " + Quoted.text(region));
    }

    @GetMapping(path = SERIAL + "egress.json", produces = Answers.JSON)
    void serial(
            @PathVariable String region,
            @PathVariable String serial,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        serial(region, serial, false, request, response);
    }

    @GetMapping(path = SERIAL + "egress.json.jws", produces = JOSE)
    void serialSignature(
            @PathVariable String region,
            @PathVariable String serial,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        serial(region, serial, true, request, response);
    }

    private void serial(
            String region,
            String serial,
            boolean isSignature,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (network.region(region).isEmpty()) {
            throw unknown(region);
        }
        PublishedFile file =
                serial.matches("[1-9][0-9]{0,17}")
                        ? network.serial(region, Long.parseLong(serial), isSignature)
                        : null;
        if (file == null) {
            throw new RefusedException(
                    ProblemCode.EGRESS_SERIAL_UNKNOWN,
                    "nothing was published of region `"
                            + region
                            + "` under serial "
                            + Quoted.text(serial));
        }
        answer.send(file, request, response);
    }

    @GetMapping(path = WellKnown.PATH, produces = Answers.JSON)
    ResponseEntity<byte[]> wellKnown(HttpServletRequest request) {
        Optional<EgressRegion> region =
                Optional.ofNullable(request.getHeader(HttpHeaders.HOST))
                        .map(this::tenant)
                        .map(services.contacts()::regionOf)
                        .flatMap(network::region);
        if (region.isEmpty()) {
            throw new RefusedException(
                    ProblemCode.EGRESS_HOST_UNKNOWN,
                    "this host is that of no tenant whose region is published");
        }
        String name = region.get().name();
        Map<String, String> urls = network.files().urls(name);
        WellKnown document =
                new WellKnown(
                        name,
                        url(urls, "document"),
                        url(urls, "signature"),
                        url(urls, "keys"),
                        url(urls, "json"),
                        url(urls, "yaml"),
                        url(urls, "txt"));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        "public, max-age=" + services.settings().maxAge().toSeconds())
                .header(HttpHeaders.VARY, HttpHeaders.HOST)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document.write());
    }

    private static URI url(Map<String, String> urls, String what) {
        return URI.create(urls.getOrDefault(what, ""));
    }

    private @Nullable TenantId tenant(String text) {
        HostName host = text.length() > HostName.LONGEST_TEXT ? null : HostName.parse(text);
        if (host == null) {
            return null;
        }
        TenantSnapshot owned = directory.findByHost(host.value());
        if (owned != null) {
            return owned.state().tenant();
        }
        HostPattern pattern =
                services.tenants() instanceof TenantSource.Host source ? source.pattern() : null;
        TenantId named = pattern == null ? null : pattern.tenantOf(host);
        return named != null && directory.find(named) != null ? named : null;
    }
}
