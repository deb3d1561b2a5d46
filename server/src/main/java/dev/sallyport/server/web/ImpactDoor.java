package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.monitor.MonitorReport;
import dev.sallyport.control.monitor.MonitorSettings;
import dev.sallyport.control.people.People;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.whatif.ObservedReport;
import dev.sallyport.control.whatif.Window;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.ImpactWriter;
import dev.sallyport.document.MonitorReader;
import dev.sallyport.document.RecommendReader;
import dev.sallyport.document.RecommendationWriter;
import dev.sallyport.document.WhatIfReader;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.recommend.Recommendation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* What policies do, or would do, to the traffic that was observed; and what entries that traffic suggests. */
@RestController
final class ImpactDoor {

    private static final String MONITOR = "/api/v1/tenants/{tenant}/monitor";
    private static final int MOST_DAYS = 400;
    private static final String USUAL_DAYS = "30";

    private final ImpactServices services;
    private final People people;
    private final Bodies bodies;
    private final DocumentLimits limits;

    ImpactDoor(ImpactServices services, People people, Bodies bodies, DocumentLimits limits) {
        this.services = services;
        this.people = people;
        this.bodies = bodies;
        this.limits = limits;
    }

    @PostMapping(
            path = "/api/v1/tenants/{tenant}/what-if",
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> whatIf(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        try (InputStream body = bodies.json(request)) {
            WhatIfReader.Question question =
                    unlessRefused(WhatIfReader.read(body, limits, call.at()));
            ObservedReport report =
                    unlessRefused(
                            services.whatIf()
                                    .ask(
                                            id,
                                            question.proposal(),
                                            question.window(),
                                            question.losers(),
                                            call.at()));
            return Answers.json(200, ImpactWriter.write(report, people.source(id, call.at())));
        }
    }

    @PostMapping(
            path = "/api/v1/tenants/{tenant}/recommendations",
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> recommend(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        try (InputStream body = bodies.json(request)) {
            RecommendReader.Question question =
                    unlessRefused(RecommendReader.read(body, limits, call.at()));
            Recommendation proposed =
                    unlessRefused(
                            services.recommend()
                                    .recommend(
                                            id, question.window(), question.question(), call.at()));
            return Answers.json(
                    200,
                    RecommendationWriter.write(
                            proposed, question.window(), people.source(id, call.at())));
        }
    }

    @GetMapping(path = MONITOR, produces = Answers.JSON)
    ResponseEntity<byte[]> monitor(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.SUPPORT);
        Window window = Window.before(call.at(), Duration.ofDays(days(request)));
        MonitorReport report =
                unlessRefused(
                        services.monitoring()
                                .report(id, window, Parameters.pageSize(request), call.at()));
        return Answers.json(200, ImpactWriter.write(report, people.source(id, call.at())));
    }

    private static int days(HttpServletRequest request) {
        String text = Parameters.single(request, "days");
        String days = text == null ? USUAL_DAYS : text;
        if (!days.matches("[1-9][0-9]{0,2}") || Integer.parseInt(days) > MOST_DAYS) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `days` is not a whole number from 1 to " + MOST_DAYS);
        }
        return Integer.parseInt(days);
    }

    @PutMapping(path = MONITOR, consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> settings(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        try (InputStream body = bodies.json(request)) {
            MonitorSettings settings = unlessRefused(MonitorReader.read(body, limits));
            return Answers.json(
                    200,
                    ImpactWriter.write(
                            unlessRefused(
                                    services.monitoring().settings(id, settings, call.origin()))));
        }
    }
}
