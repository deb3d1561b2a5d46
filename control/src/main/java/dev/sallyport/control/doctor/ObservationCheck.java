package dev.sallyport.control.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is decided is observed.
 *
 * @param failingSince since when observations cannot be stored, or null if they can
 * @param setAside where a damaged file was set aside at the start, or null if there was none
 * @param now the present
 */
public record ObservationCheck(
        @Nullable Instant failingSince, @Nullable String setAside, Instant now) implements Check {

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (failingSince != null) {
            findings.add(
                    Finding.of(
                            "observations.not-stored",
                            Finding.Severity.WARNING,
                            "observations cannot be stored since "
                                    + Math.max(0, Duration.between(failingSince, now).toSeconds())
                                    + " seconds; they wait in memory and become coarser there",
                            "look at the log, the disk of the data folder and its rights"));
        }
        if (setAside != null) {
            findings.add(
                    Finding.of(
                            "observations.set-aside",
                            Finding.Severity.WARNING,
                            "the file of observations was damaged and has been set aside: `"
                                    + setAside
                                    + "`; what was observed before is missing",
                            "look at the disk; remove the file when it is no longer of use"));
        }
        return findings;
    }
}
