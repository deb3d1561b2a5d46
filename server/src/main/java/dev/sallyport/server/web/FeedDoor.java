package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.FeedWriter;
import dev.sallyport.server.feed.FeedKeeper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* Which feeds are in force. Every caller may know: policies name them. Where they come from is the operator's business. */
@RestController
final class FeedDoor {

    private final FeedKeeper feeds;

    FeedDoor(FeedKeeper feeds) {
        this.feeds = feeds;
    }

    @GetMapping(path = "/api/v1/feeds", produces = Answers.JSON)
    ResponseEntity<byte[]> list(Call call) {
        return Answers.json(200, FeedWriter.write(feeds.status(), call.caller().mayOperate()));
    }

    @GetMapping(path = "/api/v1/feeds/{feed:[a-z0-9:-]{1,60}}/changes", produces = Answers.JSON)
    ResponseEntity<byte[]> changes(Call call, @PathVariable("feed") String feed) {
        call.operator();
        return Answers.json(200, FeedWriter.changes(unlessRefused(feeds.changes(feed))));
    }

    @PostMapping(path = "/api/v1/feeds/{feed:[a-z0-9:-]{1,60}}/refresh", produces = Answers.JSON)
    ResponseEntity<byte[]> refresh(
            Call call, @PathVariable("feed") String feed, HttpServletRequest request) {
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
                FeedWriter.write(
                        unlessRefused(
                                feeds.refresh(
                                        feed,
                                        acceptDifference,
                                        call.origin(reason == null ? "" : reason)))));
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
}
