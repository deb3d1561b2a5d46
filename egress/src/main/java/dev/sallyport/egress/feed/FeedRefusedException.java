package dev.sallyport.egress.feed;

/* Ends the reading of an answer that is no feed; becomes a value before it leaves the package. */
final class FeedRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FeedFault fault;

    FeedRefusedException(FeedFault fault, String detail) {
        super(detail, null, false, false);
        this.fault = fault;
    }

    FeedReading.Refused refusal() {
        return FeedReading.Refused.because(fault, String.valueOf(getMessage()));
    }
}
