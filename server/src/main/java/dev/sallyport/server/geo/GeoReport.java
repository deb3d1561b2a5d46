package dev.sallyport.server.geo;

import dev.sallyport.control.geo.GeoStatus;
import dev.sallyport.geo.GeoDatabase;
import dev.sallyport.geo.GeoFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/* Puts together what is told about geo data. */
final class GeoReport {

    private GeoReport() {}

    static GeoStatus of(
            GeoSettings settings,
            @Nullable GeoDatabase database,
            @Nullable Instant since,
            GeoStatus.@Nullable Attempt attempt,
            Instant now) {
        Instant built = database == null ? null : database.oldestBuild();
        return new GeoStatus(
                database == null ? null : database.table().edition(),
                database == null
                        ? List.of()
                        : database.files().stream().map(GeoReport::file).toList(),
                since,
                built,
                built == null ? null : age(built, now),
                settings.maxAge(),
                settings.maxDifference(),
                database == null ? 0 : database.table().bytes(),
                attempt);
    }

    private static Duration age(Instant built, Instant now) {
        return built.isAfter(now) ? Duration.ZERO : Duration.between(built, now);
    }

    private static GeoStatus.File file(GeoFile file) {
        Path name = file.path().getFileName();
        return new GeoStatus.File(
                name == null ? "" : name.toString(),
                file.path().toString(),
                file.type(),
                file.builtAt(),
                file.parts().stream()
                        .map(part -> new GeoStatus.Part(part.kind().word(), part.family()))
                        .toList(),
                file.networks(),
                file.unreadableCodes());
    }
}
