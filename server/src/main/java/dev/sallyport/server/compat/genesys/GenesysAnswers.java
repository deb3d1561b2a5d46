package dev.sallyport.server.compat.genesys;

import dev.sallyport.compat.genesys.ErrorBody;
import dev.sallyport.compat.genesys.ErrorBodyWriter;
import dev.sallyport.server.compat.Allowance;
import dev.sallyport.server.compat.DoorAnswer;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.compat.DoorRoute;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/* What answers of this door have in common. Names of headers are spelt as the vendor's clients look them up. */
final class GenesysAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(GenesysAnswers.class);

    private static final String CORRELATION_ID = "ININ-Correlation-Id";
    private static final String COUNT = "inin-ratelimit-count";
    private static final String ALLOWED = "inin-ratelimit-allowed";
    private static final String RESET = "inin-ratelimit-reset";

    private GenesysAnswers() {}

    /** Returns a refusal. */
    static DoorAnswer error(ErrorBody error, DoorCall call) {
        DoorAnswer answer =
                DoorAnswer.json(error.status(), ErrorBodyWriter.write(error, call.trackingId()));
        return error.status() == 429
                ? answer.with("Strict-Transport-Security", "max-age=600; includeSubDomains")
                : answer;
    }

    /** Returns what answers as {@code handler} does, refusals of this door's own included. */
    static DoorRoute.Handler refusing(DoorRoute.Handler handler) {
        return (call, groups) -> {
            try {
                return handler.answer(call, groups);
            } catch (ErrorBodyException refused) {
                LOG.info(
                        "a call at a door was refused, door: {} status: {} code: {}",
                        GenesysDoor.NAME,
                        refused.error().status(),
                        refused.error().code());
                return error(refused.error(), call);
            }
        };
    }

    /**
     * Returns an answer with what every answer carries. Calls of nobody in particular are not
     * counted, and are told the allowance of a client that has not called.
     */
    static DoorAnswer finished(DoorAnswer answer, DoorCall call) {
        Optional<Allowance> allowance = call.allowance();
        long most = GenesysDoor.RATE.calls();
        long count = allowance.map(left -> most - left.left()).orElse(0L);
        long reset =
                allowance
                        .map(Allowance::retryAfterSeconds)
                        .orElseGet(() -> GenesysDoor.RATE.period().toSeconds());
        return answer.with(CORRELATION_ID, call.trackingId())
                .with(COUNT, Long.toString(count))
                .with(ALLOWED, Long.toString(most))
                .with(RESET, Long.toString(reset))
                .with("Cache-Control", "no-cache, no-store, must-revalidate")
                .with("Pragma", "no-cache");
    }
}
