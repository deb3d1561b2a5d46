package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.gate.GateMetrics;
import dev.sallyport.gate.Measurement;
import dev.sallyport.server.geo.GeoKeeper;
import dev.sallyport.server.geo.GeoMetrics;
import dev.sallyport.server.identity.GateTokens;
import dev.sallyport.server.node.DirectoryKeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/* What was counted, for operators, in the text format of Prometheus (version 0.0.4). */
@RestController
final class MetricsDoor {

    private static final String TEXT = "text/plain";

    private final GateMetrics gate;
    private final @Nullable GateTokens tokens;
    private final ApiMetrics api;
    private final TenantDirectory directory;
    private final DirectoryKeeper keeper;
    private final GeoKeeper geo;
    private final List<Supplier<List<Measurement>>> others;

    MetricsDoor(
            GateMetrics gate,
            @Nullable GateTokens tokens,
            ApiMetrics api,
            TenantDirectory directory,
            DirectoryKeeper keeper,
            GeoKeeper geo,
            List<Supplier<List<Measurement>>> others) {
        this.gate = gate;
        this.tokens = tokens;
        this.api = api;
        this.directory = directory;
        this.keeper = keeper;
        this.geo = geo;
        this.others = others;
    }

    @GetMapping(path = "/metrics", produces = TEXT)
    ResponseEntity<byte[]> metrics(Call call) {
        call.operator();
        List<Measurement> all = new ArrayList<>(gate.read());
        if (tokens != null) {
            all.addAll(tokens.measure());
        }
        all.addAll(api.read());
        all.add(
                new Measurement(
                        "sallyport_tenants",
                        Measurement.Kind.GAUGE,
                        "Tenants loaded.",
                        Map.of(),
                        directory.size()));
        all.add(
                new Measurement(
                        "sallyport_tenants_left_out",
                        Measurement.Kind.GAUGE,
                        "Tenants of which something that is stored cannot be understood.",
                        Map.of(),
                        keeper.leftOut().size()));
        all.addAll(GeoMetrics.of(geo.status(), call.at()));
        others.forEach(each -> all.addAll(each.get()));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8"))
                .body(text(all).getBytes(UTF_8));
    }

    /* Measurements of one metric stand together, as the format demands. */
    private static String text(List<Measurement> all) {
        StringBuilder text = new StringBuilder(8192);
        String previous = "";
        for (Measurement each : all) {
            String name = each.name() + (each.kind() == Measurement.Kind.COUNTER ? "_total" : "");
            if (!name.equals(previous)) {
                text.append("# HELP ")
                        .append(name)
                        .append(' ')
                        .append(each.description())
                        .append('\n');
                text.append("# TYPE ").append(name).append(' ');
                text.append(each.kind().name().toLowerCase(Locale.ROOT)).append('\n');
                previous = name;
            }
            text.append(name).append(labels(each)).append(' ').append(each.value()).append('\n');
        }
        return text.toString();
    }

    /* Names and values of labels come from closed sets without characters that need an escape. */
    private static String labels(Measurement measurement) {
        return measurement.labels().isEmpty()
                ? ""
                : measurement.labels().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
