package dev.sallyport.control.confirm;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.CALLER_ADDRESS;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditChain;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The life of provisional revisions under every order of events up to a depth, compared after each
 * event with a model that shares no code with it.
 */
final class InterleavingTest {

    private static final int DEPTH = 5;
    private static final int MORE_DEPTH = 12;
    private static final Duration GIVEN = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(40);
    private static final Duration JUMP = Duration.ofHours(1);

    private enum Event {
        PUBLISH,
        PUBLISH_WITHIN,
        CONFIRM,
        REVERT,
        WAIT,
        RESTART,
        STAY_DOWN,
        CLOCK_BACK,
        CLOCK_FORWARD,
        JOIN,
        CATCH_UP,
        LEAVE,
        SEEN
    }

    // The model: what ought to be, in seconds and labels.

    private record Model(
            int active,
            int published,
            long revision,
            boolean waiting,
            int base,
            long left,
            long notedWall,
            boolean seen,
            boolean seenNoted,
            long wall,
            List<Long> nodes) {

        static final Model START = new Model(0, 0, 0, false, 0, 0, 0, false, false, 0, List.of(0L));

        boolean lags() {
            return nodes.stream().anyMatch(node -> node != revision);
        }

        boolean isConfirmable() {
            return waiting && left > 0 && seen && !nodes.isEmpty() && !lags();
        }

        /* Events that would do nothing, or more than one wants to see, are left out. */
        boolean allows(Event event) {
            return switch (event) {
                case PUBLISH, PUBLISH_WITHIN, CONFIRM, REVERT, WAIT, RESTART, STAY_DOWN -> true;
                case CLOCK_BACK, CLOCK_FORWARD -> waiting;
                case JOIN -> nodes.size() < 2;
                case CATCH_UP -> lags();
                case LEAVE -> !nodes.isEmpty();
                case SEEN -> waiting && !seen && nodes.contains(revision);
            };
        }

        Model after(Event event) {
            return switch (event) {
                case PUBLISH -> waiting ? this : published(false);
                case PUBLISH_WITHIN -> waiting ? this : published(true);
                case CONFIRM -> isConfirmable() ? ended(active) : this;
                case REVERT -> waiting ? reverted() : this;
                case WAIT -> moved(STEP.toSeconds()).counted(STEP.toSeconds()).noted();
                case RESTART -> forgetful().counted(Math.max(0, wall - notedWall)).noted();
                case STAY_DOWN -> {
                    Model later = moved(STEP.toSeconds()).forgetful();
                    yield later.counted(Math.max(0, later.wall - notedWall)).noted();
                }
                case CLOCK_BACK -> moved(-JUMP.toSeconds());
                case CLOCK_FORWARD -> moved(JUMP.toSeconds());
                case JOIN -> nodes(with(nodes, -1L));
                case CATCH_UP -> nodes(nodes.stream().map(node -> revision).toList());
                case LEAVE -> nodes(nodes.subList(0, nodes.size() - 1));
                case SEEN -> seen(true, seenNoted);
            };
        }

        private static List<Long> with(List<Long> nodes, long node) {
            List<Long> more = new ArrayList<>(nodes);
            more.add(node);
            return List.copyOf(more);
        }

        private Model published(boolean provisional) {
            int label = published + 1;
            return new Model(
                    label,
                    label,
                    revision + 1,
                    provisional,
                    active,
                    provisional ? GIVEN.toSeconds() : 0,
                    wall,
                    false,
                    false,
                    wall,
                    nodes);
        }

        private Model ended(int label) {
            return new Model(label, published, revision, false, 0, 0, 0, false, false, wall, nodes);
        }

        private Model reverted() {
            Model back = ended(base);
            return new Model(
                    back.active,
                    published,
                    revision + 1,
                    false,
                    0,
                    0,
                    0,
                    false,
                    false,
                    wall,
                    nodes);
        }

        private Model counted(long seconds) {
            if (!waiting) {
                return this;
            }
            return left <= seconds
                    ? reverted()
                    : new Model(
                            active,
                            published,
                            revision,
                            true,
                            base,
                            left - seconds,
                            notedWall,
                            seen,
                            seenNoted,
                            wall,
                            nodes);
        }

        private Model noted() {
            return waiting
                    ? new Model(
                            active, published, revision, true, base, left, wall, seen, seen, wall,
                            nodes)
                    : this;
        }

        private Model forgetful() {
            return seen(seenNoted, seenNoted);
        }

        private Model seen(boolean now, boolean noted) {
            return new Model(
                    active, published, revision, waiting, base, left, notedWall, now, noted, wall,
                    nodes);
        }

        private Model nodes(List<Long> others) {
            return new Model(
                    active, published, revision, waiting, base, left, notedWall, seen, seenNoted,
                    wall, others);
        }

        private Model moved(long seconds) {
            return new Model(
                    active,
                    published,
                    revision,
                    waiting,
                    base,
                    left,
                    notedWall,
                    seen,
                    seenNoted,
                    wall + seconds,
                    nodes);
        }

        /* The same future lies before models that differ only in numbers that nobody compares. */
        List<Object> shape() {
            return List.of(
                    waiting,
                    base == active,
                    left,
                    waiting ? wall - notedWall : 0,
                    seen,
                    seenNoted,
                    nodes.stream().map(node -> node == revision).toList());
        }
    }

    // The real thing, on a store that outlives restarts.

    private static final class World implements DecisionNodes, Lookout {
        private final Fixture fixture = new Fixture();
        private final List<NodeState> nodes = new ArrayList<>();
        private final Map<Long, Instant> seen = new HashMap<>();
        private Set<Long> watched = Set.of();
        private ConfirmedCommit confirmations;
        private Instant wall = Fixture.NOW;
        private long nanos = 17;
        private int published;

        World() {
            confirmations = started();
            nodes.add(new NodeState("n0", 0, stored().sequence()));
        }

        private ConfirmedCommit started() {
            seen.clear();
            watched = Set.of();
            ConfirmedCommit made = new ConfirmedCommit(fixture.transactions, this, this, false);
            TickReport report = made.tick(now());
            assertThat(report.failed()).isEmpty();
            return made;
        }

        private Moment now() {
            return new Moment(wall, nanos);
        }

        private StoredTenant stored() {
            return fixture.transactions.read(all -> all.tenants().findStored(ACME).orElseThrow());
        }

        @Override
        public List<NodeState> connected(TenantId tenant) {
            return List.copyOf(nodes);
        }

        @Override
        public void watch(List<Expectation> expectations) {
            Set<Long> revisions = new HashSet<>();
            expectations.forEach(each -> revisions.add(each.revision()));
            watched = revisions;
        }

        @Override
        public Optional<Instant> seen(TenantId tenant, long revision) {
            return Optional.ofNullable(seen.get(revision));
        }

        /* Returns whether the event did what was asked for. */
        boolean happens(Event event) {
            switch (event) {
                case PUBLISH -> {
                    return publish(null);
                }
                case PUBLISH_WITHIN -> {
                    return publish(GIVEN);
                }
                case CONFIRM -> {
                    return isDone(
                            confirmations.confirm(
                                    ACME, new Precondition.Absent(), origin(), now()));
                }
                case REVERT -> {
                    return isDone(confirmations.revert(ACME, new Precondition.Absent(), origin()));
                }
                case WAIT -> {
                    wall = wall.plus(STEP);
                    nanos += STEP.toNanos();
                    TickReport _ = confirmations.tick(now());
                }
                case RESTART -> {
                    nanos = -nanos;
                    confirmations = started();
                }
                case STAY_DOWN -> {
                    wall = wall.plus(STEP);
                    nanos = 3;
                    confirmations = started();
                }
                case CLOCK_BACK -> wall = wall.minus(JUMP);
                case CLOCK_FORWARD -> wall = wall.plus(JUMP);
                case JOIN -> nodes.add(NodeState.without("n" + nodes.size()));
                case CATCH_UP ->
                        nodes.replaceAll(node ->
                                new NodeState(
                                        node.node(),
                                        stored().revision().number(),
                                        stored().sequence()));
                case LEAVE -> nodes.removeLast();
                case SEEN -> {
                    assertThat(watched).containsExactly(stored().revision().number());
                    seen.put(stored().revision().number(), wall);
                }
            }
            return true;
        }

        private boolean publish(@Nullable Duration confirmWithin) {
            boolean isDone =
                    isDone(
                            fixture.publishPolicy.publish(
                                    ACME,
                                    policy(
                                            Mode.MONITOR,
                                            allow(
                                                    "office",
                                                    prefix(CALLER_ADDRESS),
                                                    prefix("10.0." + (published + 1) + ".0/24"))),
                                    new PublishTerms(
                                            fixture.current(), List.of(), confirmWithin, false),
                                    origin()));
            if (isDone) {
                published++;
            }
            confirmations.committed(
                    new dev.sallyport.control.port.Change.TenantChanged(ACME, stored().sequence()));
            return isDone;
        }

        private Origin origin() {
            return new Origin(
                    new Caller.TenantClient("c1", ACME, Set.of(ApiScope.READ, ApiScope.MANAGE)),
                    new ClientAddress.Determined(
                            IpAddress.parse(CALLER_ADDRESS), ClientAddress.PEER),
                    wall,
                    "");
        }

        private static boolean isDone(Outcome<?> outcome) {
            return outcome instanceof Outcome.Done<?>;
        }

        private int active(PolicyRevision revision) {
            if (revision.policy().rules().isEmpty()) {
                return 0;
            }
            String source =
                    revision.policy().rules().getFirst().sources().getLast().source().toString();
            return Integer.parseInt(source.split("\\.", -1)[2]);
        }

        void isAs(Model model, List<Event> events) {
            StoredTenant stored = stored();
            assertThat(active(stored.revision()))
                    .as("policy after %s", events)
                    .isEqualTo(model.active());
            assertThat(stored.revision().number())
                    .as("revision after %s", events)
                    .isEqualTo(model.revision());
            Outcome<ConfirmationStatus> status = confirmations.status(ACME, now());
            assertThat(isDone(status)).as("waiting after %s", events).isEqualTo(model.waiting());
            List<Provisional> all = fixture.transactions.read(each -> each.provisionals().all());
            assertThat(all).as("provisional after %s", events).hasSize(model.waiting() ? 1 : 0);
            if (status instanceof Outcome.Done<ConfirmationStatus>(ConfirmationStatus found)) {
                assertThat(found.left().toSeconds())
                        .as("left after %s", events)
                        .isEqualTo(model.left());
                assertThat(found.isConfirmable())
                        .as("confirmable after %s", events)
                        .isEqualTo(model.isConfirmable());
                assertThat(all.getFirst().revision()).isEqualTo(stored.revision().number());
            }
        }

        void isSound(List<Event> events) {
            String previous = AuditChain.GENESIS;
            for (AuditRecord record : fixture.audit()) {
                assertThat(record.isIntact() && record.previousHash().equals(previous))
                        .as("audit after %s", events)
                        .isTrue();
                previous = record.hash();
            }
            long sequence = 0;
            for (long number = 1; number <= stored().revision().number(); number++) {
                long wanted = number;
                PolicyRevision revision =
                        fixture.transactions.read(
                                all -> all.revisions().find(ACME, wanted).orElseThrow());
                assertThat(revision.sequence()).as("order of %s", events).isGreaterThan(sequence);
                sequence = revision.sequence();
            }
        }
    }

    private final Map<Event, Integer> done = new EnumMap<>(Event.class);
    private int compared;

    private static boolean isAsked(Model before, Event event) {
        return switch (event) {
            case PUBLISH, PUBLISH_WITHIN -> !before.waiting();
            case CONFIRM -> before.isConfirmable();
            case REVERT -> before.waiting();
            case WAIT, RESTART, STAY_DOWN, CLOCK_BACK, CLOCK_FORWARD, JOIN, CATCH_UP, LEAVE, SEEN ->
                    true;
        };
    }

    /* Everything from the beginning: what a program remembers cannot be copied. */
    private void play(List<Event> events) {
        World world = new World();
        Model model = Model.START;
        for (Event event : events) {
            boolean isAsked = isAsked(model, event);
            assertThat(world.happens(event)).as("%s of %s", event, events).isEqualTo(isAsked);
            model = model.after(event);
            world.isAs(model, events);
            if (isAsked) {
                done.merge(event, 1, Integer::sum);
            }
        }
        world.isSound(events);
        compared++;
    }

    private void playAll(List<Event> events, Model model) {
        if (events.size() == DEPTH) {
            play(events);
            return;
        }
        for (Event event : Event.values()) {
            if (model.allows(event)) {
                List<Event> more = new ArrayList<>(events);
                more.add(event);
                playAll(more, model.after(event));
            }
        }
    }

    /**
     * Every sequence of events, whether or not the model thinks that two of them come to the same.
     */
    @Test
    void everySequenceOfEventsUpToTheDepthIsAsTheModelSays() {
        playAll(List.of(), Model.START);

        assertThat(compared).isGreaterThan(20_000);
        assertThat(done.keySet()).containsExactlyInAnyOrder(Event.values());
        done.forEach((event, count) -> assertThat(count).as("%s", event).isGreaterThan(20));
        System.out.printf("%,d sequences of %d events compared: %s%n", compared, DEPTH, done);
    }

    /** Every event in every state of the model that can be reached, however long it takes. */
    @Test
    void everyEventInEveryReachableStateIsAsTheModelSays() {
        Set<List<Object>> known = new HashSet<>();
        Deque<List<Event>> open = new ArrayDeque<>();
        open.add(List.of());
        int longest = 0;
        while (!open.isEmpty()) {
            List<Event> events = open.poll();
            Model model = Model.START;
            for (Event event : events) {
                model = model.after(event);
            }
            if (!known.add(model.shape()) || events.size() >= MORE_DEPTH) {
                continue;
            }
            longest = Math.max(longest, events.size());
            for (Event event : Event.values()) {
                if (model.allows(event)) {
                    List<Event> more = new ArrayList<>(events);
                    more.add(event);
                    play(more);
                    if (Math.abs(model.after(event).wall() - model.after(event).notedWall()) <= 7300
                            || !model.after(event).waiting()) {
                        open.add(more);
                    }
                }
            }
        }

        assertThat(known).hasSizeGreaterThan(100);
        System.out.printf(
                "%,d states, %,d events compared, up to %d after one another%n",
                known.size(), compared, longest + 1);
    }
}
