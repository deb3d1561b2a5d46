package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.EgressSelfTest;
import dev.sallyport.egress.list.EgressPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether our own traffic comes from where we say, and what of it waits for somebody.
 *
 * @param regions the regions
 * @param tests the last self-test of each region that had one
 * @param isPublisherNamed whether the operator has said under which origin we are reached
 * @param now the present
 */
public record EgressCheck(
        List<EgressRegion> regions,
        List<EgressSelfTest> tests,
        boolean isPublisherNamed,
        Instant now)
        implements Check {

    /** Copies the lists. */
    public EgressCheck {
        regions = List.copyOf(regions);
        tests = List.copyOf(tests);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (EgressSelfTest test : tests) {
            int absent = test.count(EgressSelfTest.State.NOT_LISTED);
            if (absent > 0) {
                findings.add(
                        Finding.of(
                                "egress.not-listed",
                                Severity.ERROR,
                                "region `"
                                        + test.region()
                                        + "`: we were seen to call from "
                                        + absent
                                        + " of "
                                        + test.seen().size()
                                        + " addresses that are not listed, at "
                                        + test.at(),
                                "list them: customers who follow the list refuse us"));
            }
            int early = test.count(EgressSelfTest.State.LISTED);
            if (early > 0) {
                findings.add(
                        Finding.of(
                                "egress.not-live",
                                Severity.WARNING,
                                "region `"
                                        + test.region()
                                        + "`: we were seen to call from "
                                        + early
                                        + " of "
                                        + test.seen().size()
                                        + " addresses that are announced and not live, at "
                                        + test.at(),
                                "call from the others until customers have opened"));
            }
        }
        regions.forEach(region -> due(region, findings));
        if (!regions.isEmpty() && !isPublisherNamed) {
            findings.add(
                    Finding.of(
                            "egress.publisher-missing",
                            Severity.WARNING,
                            "published documents name the address this program listens on",
                            "set `egress.publisher` to the origin by which customers reach it"));
        }
        return findings;
    }

    private void due(EgressRegion region, List<Finding> findings) {
        long waiting =
                region.list().prefixes().stream().filter(each -> isDue(region, each)).count();
        if (waiting > 0) {
            findings.add(
                    Finding.of(
                            "egress.live-due",
                            Severity.NOTE,
                            "region `"
                                    + region.name()
                                    + "`: "
                                    + waiting
                                    + " prefixes may be used by now and are not live",
                            "look at their impact and take them into use"));
        }
    }

    private boolean isDue(EgressRegion region, EgressPrefix line) {
        return !line.notBefore().isAfter(now) && !region.live().containsKey(line.prefix());
    }
}
