package dev.sallyport.gate;

/* What one event loop has for itself: nothing in it is shared, so nothing in it is locked. */
final class EventLoopState {

    final byte[] scratch;
    final RequestIds ids = new RequestIds();
    final TrafficWatch watch = new TrafficWatch();

    EventLoopState(GateLimits limits) {
        scratch = HeadParser.scratch(limits);
    }
}
