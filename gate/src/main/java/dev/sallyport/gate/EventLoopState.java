package dev.sallyport.gate;

import dev.sallyport.evidence.recording.Recorder;
import org.jspecify.annotations.Nullable;

/* What one event loop has for itself: nothing in it is shared, so nothing in it is locked. */
final class EventLoopState {

    final byte[] scratch;
    final RequestIds ids = new RequestIds();
    final TrafficWatch watch = new TrafficWatch();

    /* Null if nothing is recorded. */
    final @Nullable Recorder recorder;

    EventLoopState(GateLimits limits, @Nullable Recorder recorder) {
        scratch = HeadParser.scratch(limits);
        this.recorder = recorder;
    }
}
