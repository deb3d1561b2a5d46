package dev.sallyport.document;

import dev.sallyport.control.doctor.Finding;
import dev.sallyport.control.doctor.UnknownHost;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes advice about the set-up as JSON. */
public final class DoctorWriter {

    private DoctorWriter() {}

    /**
     * Returns the document of a visit: {@code {"at", "requests", "findings"}}.
     *
     * @param at when
     * @param requests how many requests of the last minutes it rests on
     * @param findings what was found, worst first
     */
    public static String write(Instant at, long requests, List<Finding> findings) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("at", at.toString())
                                .member("requests", requests)
                                .array("findings", findings, finding -> finding(json, finding))));
    }

    private static void finding(JsonText json, Finding finding) {
        json.object(() ->
                json.member("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                        .member("code", finding.code())
                        .member(
                                "tenant",
                                finding.tenant() == null ? null : finding.tenant().value())
                        .member("seen", finding.seen())
                        .member("advice", finding.advice()));
    }

    /** Returns the document of hosts that are no tenant's: {@code {"items"}}. */
    public static String write(List<UnknownHost> hosts) {
        return JsonText.of(
                json -> json.object(() -> json.array("items", hosts, host -> host(json, host))));
    }

    private static void host(JsonText json, UnknownHost host) {
        json.object(() ->
                json.member("host", host.host())
                        .member("count", host.count())
                        .member("firstSeen", host.firstSeen().toString())
                        .member("lastSeen", host.lastSeen().toString())
                        .texts("didYouMean", host.didYouMean())
                        .member("tenant", host.tenant() == null ? null : host.tenant().value()));
    }
}
