package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.control.geo.GeoStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether countries and origins are fresh and the files that hold them are taken.
 *
 * @param status how it stands with the geo data
 */
public record GeoDataCheck(GeoStatus status) implements Check {

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        GeoStatus.Attempt attempt = status.attempt();
        if (attempt != null && status.isRefused()) {
            findings.add(
                    Finding.of(
                            "geo.refused",
                            Severity.WARNING,
                            "new geo data is not taken, the last good goes on: "
                                    + String.join("; ", attempt.reasons()),
                            "mend the file, or accept a difference that is right"
                                    + " (docs/geo.md)"));
        }
        if (status.age() != null && status.isStale()) {
            findings.add(
                    Finding.of(
                            "geo.stale",
                            Severity.WARNING,
                            "the geo data was built " + status.age().toDays() + " days ago",
                            "let an updater replace the files of `geo.files`"));
        }
        return findings;
    }
}
