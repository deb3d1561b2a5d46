package dev.sallyport.server.web;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.JsonText;
import dev.sallyport.egress.region.RegionAnswer;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.server.feed.FeedKeeper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/* What the feeds in force say of an address. Every caller may ask: the feeds are public. */
@RestController
final class RegionDoor {

    private final FeedKeeper feeds;

    RegionDoor(FeedKeeper feeds) {
        this.feeds = feeds;
    }

    @GetMapping(path = "/api/v1/regions", produces = Answers.JSON)
    ResponseEntity<byte[]> find(Call call, HttpServletRequest request) {
        IpAddress address = address(Parameters.single(request, "address"));
        return Answers.json(
                200,
                JsonText.of(json ->
                        json.object(() ->
                                json.member("address", address.toString())
                                        .array(
                                                "answers",
                                                feeds.finder().find(address),
                                                answer -> write(json, answer)))));
    }

    private static void write(JsonText json, RegionAnswer answer) {
        json.object(() ->
                json.member("provider", answer.provider())
                        .member("region", answer.entry().region())
                        .member("service", answer.entry().service())
                        .member("prefix", answer.entry().prefix().toString())
                        .member("direction", answer.entry().direction().word())
                        .member("detail", answer.entry().detail())
                        .member("feedDate", answer.edition()));
    }

    private static IpAddress address(@Nullable String text) {
        if (text == null) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER, "parameter `address` is missing");
        }
        try {
            return IpAddress.parse(text).unmapped();
        } catch (AddressSyntaxException malformed) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `address`: " + malformed.getMessage());
        }
    }
}
