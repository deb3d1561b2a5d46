package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.geo.Countries;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.CountriesWriter;
import dev.sallyport.document.GeoStatusWriter;
import dev.sallyport.server.geo.GeoKeeper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* Which geo data is in force, and what country codes mean. Every caller may know both: policies name countries. */
@RestController
final class GeoDoor {

    private final GeoKeeper geo;

    GeoDoor(GeoKeeper geo) {
        this.geo = geo;
    }

    @GetMapping(path = "/api/v1/geo", produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call) {
        return Answers.json(200, GeoStatusWriter.write(geo.status(), call.caller().mayOperate()));
    }

    @PostMapping(path = "/api/v1/geo:reload", produces = Answers.JSON)
    ResponseEntity<byte[]> reload(Call call, HttpServletRequest request) {
        call.operator();
        boolean acceptDifference = truth(request, "accept-difference");
        String reason = Parameters.single(request, "reason");
        if (acceptDifference && (reason == null || reason.isBlank())) {
            throw new RefusedException(
                    ProblemCode.OVERRIDE_REASON_MISSING,
                    "a large difference is accepted without a reason");
        }
        return Answers.json(
                200,
                GeoStatusWriter.write(
                        unlessRefused(
                                geo.reload(
                                        acceptDifference,
                                        call.origin(reason == null ? "" : reason))),
                        true));
    }

    private static boolean truth(HttpServletRequest request, String name) {
        @Nullable String text = Parameters.single(request, name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new RefusedException(
                ProblemCode.REQUEST_BAD_PARAMETER,
                "parameter `" + name + "` is " + Quoted.text(text) + ", not `true` or `false`");
    }

    @GetMapping(path = "/api/v1/countries", produces = Answers.JSON)
    ResponseEntity<byte[]> countries(Call call) {
        return Answers.json(200, CountriesWriter.write(Countries.list()));
    }
}
