package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.egress.EgressNotice;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.EgressWriter;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.server.egress.NoticeBell;
import dev.sallyport.server.egress.PublishedNetwork;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/*
 * Notices as they are given (Server-Sent Events, HTML section 9.2): the id of an event is the serial it leads to. Whoever comes
 * back with `Last-Event-ID` gets what was told since; whoever comes without gets what is told from then on. Each listener is a
 * virtual thread that waits.
 */
@RestController
final class ChangesDoor implements ApplicationListener<ContextClosedEvent> {

    private static final int RETRY_SECONDS = 30;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    private final PublishedNetwork network;
    private final NoticeBell bell;
    private final ListenerPlaces places;
    private final Duration heartbeat;

    ChangesDoor(PublishedNetwork network, NoticeBell bell, int listeners, Duration heartbeat) {
        this.network = network;
        this.bell = bell;
        places = new ListenerPlaces(listeners);
        this.heartbeat = heartbeat;
    }

    @GetMapping(path = NetworkDoor.PREFIX + "{region}/changes", produces = "text/event-stream")
    void listen(
            @PathVariable String region, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (network.region(region).isEmpty()) {
            throw new RefusedException(
                    ProblemCode.EGRESS_REGION_UNKNOWN,
                    "nothing was published of region " + Quoted.text(region));
        }
        if (!(request.getAttribute(RequestFilter.ADDRESS) instanceof ClientAddress address)) {
            throw new IllegalStateException("a request without an address");
        }
        long rung = bell.rung();
        long told = last(region, request);
        if (!places.take(address)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
            throw new RefusedException(
                    ProblemCode.EGRESS_LISTENERS_TOO_MANY,
                    "as many as possible listen to changes already, from this address or in all");
        }
        try {
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // nginx holds back what it may buffer.
            response.setHeader("X-Accel-Buffering", "no");
            if (!request.getMethod().equals("HEAD")) {
                listen(region, told, rung, response.getOutputStream());
            }
        } finally {
            places.giveBack(address);
        }
    }

    private long last(String region, HttpServletRequest request) {
        String id = request.getHeader("Last-Event-ID");
        if (id != null && id.matches("[0-9]{1,18}")) {
            return Long.parseLong(id);
        }
        List<EgressNotice> notices = network.notices(region);
        return notices.isEmpty() ? 0 : notices.getFirst().serial();
    }

    private void listen(String region, long last, long bellAtStart, OutputStream output)
            throws IOException {
        long told = last;
        long rung = bellAtStart;
        output.write("retry: 5000\n\n".getBytes(UTF_8));
        while (!bell.isClosed() && !Thread.currentThread().isInterrupted()) {
            for (EgressNotice notice : network.notices(region).reversed()) {
                if (notice.serial() > told) {
                    output.write(event(notice).getBytes(UTF_8));
                    told = notice.serial();
                }
            }
            output.flush();
            long next = bell.await(rung, heartbeat);
            if (next == rung) {
                output.write(HEARTBEAT);
            }
            rung = next;
        }
    }

    private static String event(EgressNotice notice) {
        return "id: "
                + notice.serial()
                + "\nevent: published\ndata: "
                + EgressWriter.write(notice)
                + "\n\n";
    }

    /* Whoever listens would hold up the end of the program. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        bell.close();
    }
}
