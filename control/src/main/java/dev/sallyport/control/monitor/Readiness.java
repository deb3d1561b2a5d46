package dev.sallyport.control.monitor;

import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.whatif.ObservedReport;
import dev.sallyport.control.whatif.TrendDay;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.evidence.column.Change;
import dev.sallyport.evidence.column.Comparison;
import dev.sallyport.evidence.column.ObservationColumns;
import dev.sallyport.evidence.column.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/* Finds what stands against enforcing a policy: denials are those the comparison calls new. */
final class Readiness {

    /* A week holds every weekday; fewer say little about people who come on Mondays. */
    private static final int DAYS_WANTED = 7;

    private final Comparison comparison;
    private final List<Share<PrincipalReference>> principals;
    private final StoredTenant stored;
    private final MonitorSettings settings;
    private final DeploymentSwitch deployment;
    private final ObservationExtent extent;
    private final List<Obstacle> obstacles = new ArrayList<>();

    Readiness(
            Comparison comparison,
            List<Share<PrincipalReference>> principals,
            StoredTenant stored,
            MonitorSettings settings,
            DeploymentSwitch deployment,
            ObservationExtent extent) {
        this.comparison = comparison;
        this.principals = principals;
        this.stored = stored;
        this.settings = settings;
        this.deployment = deployment;
        this.extent = extent;
    }

    List<Obstacle> obstacles(List<TrendDay> trend, Instant now) {
        if (stored.revision().policy().rules().stream()
                .noneMatch(rule -> rule.life().enabled() && !rule.onTrial())) {
            add(Obstacle.Kind.NO_RESTRICTION, 0, "The policy has no rule that restricts anything.");
        }
        if (trend.size() < DAYS_WANTED) {
            add(
                    Obstacle.Kind.TOO_LITTLE_EVIDENCE,
                    trend.size(),
                    "Traffic was seen on %d days; wait until it is %d, or import a log."
                            .formatted(trend.size(), DAYS_WANTED));
        }
        people();
        addresses();
        surroundings(now);
        return List.copyOf(obstacles);
    }

    private void people() {
        if (principals.isEmpty()) {
            add(
                    Obstacle.Kind.PEOPLE_UNKNOWN,
                    0,
                    "Nothing in the traffic says who asked: people unknown, nobody can be called unaffected.");
        }
        long lockedOut =
                principals.stream()
                        .filter(share -> ObservedReport.isLockedOut(share.tally()))
                        .count();
        long denied =
                principals.stream()
                        .filter(share -> share.tally().newlyDenied().requests() > 0)
                        .count();
        if (lockedOut > 0) {
            add(
                    Obstacle.Kind.LOCKED_OUT,
                    lockedOut,
                    "%d known people or programs would be denied everything.".formatted(lockedOut));
        }
        if (denied > lockedOut) {
            add(
                    Obstacle.Kind.PARTLY_DENIED,
                    denied - lockedOut,
                    "%d more would be denied from some of the addresses they come from."
                            .formatted(denied - lockedOut));
        }
    }

    private void addresses() {
        ObservationColumns columns = comparison.columns();
        long undetermined = 0;
        long anonymous = 0;
        for (int row = 0; row < columns.size(); row++) {
            if (comparison.change(row) != Change.NEWLY_DENIED) {
                continue;
            }
            if (columns.isUndetermined(row)) {
                undetermined += columns.requests(row);
            } else if (columns.principal(row).id() == null) {
                anonymous += columns.requests(row);
            }
        }
        if (undetermined > 0) {
            add(
                    Obstacle.Kind.UNDETERMINED,
                    undetermined,
                    "%d requests whose client address is not known would be denied; look at the proxies first."
                            .formatted(undetermined));
        }
        if (anonymous > 0) {
            add(
                    Obstacle.Kind.ANONYMOUS_DENIED,
                    anonymous,
                    "%d requests of nobody known would be denied.".formatted(anonymous));
        }
        if (!extent.isComplete()) {
            long folded =
                    extent.anonymous().foldedDecisions() + extent.identified().foldedDecisions();
            add(
                    Obstacle.Kind.FOLDED,
                    folded,
                    "%d decisions are counted by network and not by address, or by day."
                            .formatted(folded));
        }
    }

    private void surroundings(Instant now) {
        if (stored.draft() != null) {
            add(
                    Obstacle.Kind.DRAFT_PENDING,
                    0,
                    "There is a draft; this report is about the active revision.");
        }
        if (deployment == DeploymentSwitch.OBSERVE) {
            add(
                    Obstacle.Kind.DEPLOYMENT_OBSERVES,
                    0,
                    "The whole deployment observes: nothing is refused, whatever the mode.");
        }
        Instant review = settings.review(stored.revision().publishedAt());
        if (stored.revision().policy().mode() == Mode.MONITOR
                && stored.revision().number() > 0
                && now.isAfter(review)) {
            add(
                    Obstacle.Kind.REVIEW_OVERDUE,
                    Duration.between(review, now).toDays(),
                    "This policy should have been looked at on %s%s."
                            .formatted(
                                    review.toString().substring(0, 10),
                                    settings.owner().isEmpty()
                                            ? "; nobody answers for it"
                                            : " by " + settings.owner()));
        }
    }

    private void add(Obstacle.Kind kind, long count, String detail) {
        obstacles.add(new Obstacle(kind, count, detail));
    }
}
