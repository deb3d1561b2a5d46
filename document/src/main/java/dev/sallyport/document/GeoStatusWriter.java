package dev.sallyport.document;

import dev.sallyport.control.geo.GeoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what geo data is in force. */
public final class GeoStatusWriter {

    private GeoStatusWriter() {}

    /**
     * Returns the document of a status.
     *
     * @param whole whether it tells where files lie and what exactly was wrong with them, which is
     *     the operator's business
     */
    public static String write(GeoStatus status, boolean whole) {
        return JsonText.of(json -> json.object(() -> members(json, status, whole)));
    }

    private static void members(JsonText json, GeoStatus status, boolean whole) {
        json.member("edition", status.edition())
                .member("inForceSince", text(status.since()))
                .member("oldestBuild", text(status.oldestBuild()));
        days(json, "ageDays", status.age());
        days(json, "maxAgeDays", status.maxAge());
        json.member("stale", status.isStale())
                .member("maxDifferencePercent", Math.round(status.maxDifference() * 100))
                .member("memoryBytes", status.memory())
                .array("files", status.files(), file -> file(json, file, whole));
        GeoStatus.Attempt attempt = status.attempt();
        if (attempt == null) {
            json.nothing("lastAttempt");
            return;
        }
        json.object(
                "lastAttempt",
                () ->
                        json.member("at", attempt.at().toString())
                                .member(
                                        "outcome",
                                        attempt.outcome().name().toLowerCase(Locale.ROOT))
                                .texts("reasons", whole ? attempt.reasons() : List.of()));
    }

    private static void file(JsonText json, GeoStatus.File file, boolean whole) {
        json.object(() -> {
            json.member("name", file.name());
            if (whole) {
                json.member("path", file.path());
            }
            json.member("type", file.type())
                    .member("builtAt", file.builtAt().toString())
                    .array(
                            "parts",
                            file.parts(),
                            part ->
                                    json.object(() ->
                                            json.member("kind", part.kind())
                                                    .member(
                                                            "family",
                                                            part.family()
                                                                    .name()
                                                                    .toLowerCase(Locale.ROOT))))
                    .member("networks", file.networks())
                    .member("unreadableCodes", file.unreadableCodes());
        });
    }

    private static void days(JsonText json, String name, @Nullable Duration duration) {
        if (duration == null) {
            json.nothing(name);
        } else {
            json.member(name, duration.toDays());
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
