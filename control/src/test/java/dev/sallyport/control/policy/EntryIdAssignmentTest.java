package dev.sallyport.control.policy;

import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.deny;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which id an entry has after a replacement: an entry whose source is unchanged keeps it. */
final class EntryIdAssignmentTest {

    private final Fixture fixture = new Fixture();

    /* a -> e1, b -> e2 in rule x; a -> e3 in rule y */
    @BeforeEach
    void publishFirst() {
        fixture.published(
                policy(
                        Mode.MONITOR,
                        allow("x", prefix("192.0.2.1"), prefix("192.0.2.2")),
                        deny("y", prefix("192.0.2.1"))));
    }

    private List<String> replacedBy(RuleSubmission... rules) {
        return ids(fixture.published(policy(null, rules)).policy());
    }

    private static List<String> ids(Policy policy) {
        return policy.rules().stream()
                .flatMap(rule -> Stream.concat(rule.sources().stream(), rule.except().stream()))
                .map(entry -> entry.id().value())
                .toList();
    }

    private static EntrySubmission sent(String id, String prefix) {
        return new EntrySubmission(
                new EntryId(id), prefix(prefix).source(), Life.ALWAYS, "", "", null);
    }

    @Test
    void firstEntriesGetFreshIds() {
        assertThat(ids(fixture.active().policy())).containsExactly("e1", "e2", "e3");
    }

    @Test
    void unchangedSourcesKeepTheirIdsInAnyOrder() {
        assertThat(
                        replacedBy(
                                deny("y", prefix("192.0.2.1")),
                                allow("x", prefix("192.0.2.2"), prefix("192.0.2.1"))))
                .containsExactly("e3", "e2", "e1");
    }

    @Test
    void changedWordsAndLifeKeepTheId() {
        EntrySubmission ending = prefix("192.0.2.1", Fixture.until("2030-01-01T00:00:00Z"));
        assertThat(replacedBy(allow("x", ending))).containsExactly("e1");
    }

    @Test
    void changedSourceGetsAFreshId() {
        assertThat(replacedBy(allow("x", prefix("192.0.2.9"), prefix("192.0.2.2"))))
                .containsExactly("e4", "e2");
    }

    @Test
    void otherPlaceGetsAFreshIdUnlessTheIdIsSent() {
        RuleSubmission x = allow("x");
        RuleSubmission moved =
                new RuleSubmission(
                        x.id(),
                        "",
                        x.effect(),
                        List.of(),
                        List.of(prefix("192.0.2.1"), sent("e2", "192.0.2.2")),
                        x.scope(),
                        x.life(),
                        false);
        assertThat(replacedBy(moved)).containsExactly("e4", "e2");
    }

    @Test
    void duplicatesAreMatchedInOrder() {
        assertThat(replacedBy(allow("x", prefix("192.0.2.1"), prefix("192.0.2.1"))))
                .containsExactly("e1", "e4");
        assertThat(
                        replacedBy(
                                allow(
                                        "x",
                                        prefix("192.0.2.1"),
                                        prefix("192.0.2.1"),
                                        prefix("192.0.2.1"))))
                .containsExactly("e1", "e4", "e5");
    }

    @Test
    void sentIdGoesBeforePlace() {
        replacedBy(allow("x", prefix("192.0.2.1"), prefix("192.0.2.1")));
        assertThat(replacedBy(allow("x", prefix("192.0.2.1"), sent("e1", "192.0.2.1"))))
                .containsExactly("e4", "e1");
    }

    @Test
    void sentIdOfAnotherSourceOrOfNoneIsNotTaken() {
        assertThat(replacedBy(allow("x", sent("e2", "192.0.2.1"), sent("made-up", "192.0.2.7"))))
                .containsExactly("e1", "e4");
    }

    @Test
    void renamedRuleGetsFreshIdsUnlessTheyAreSent() {
        assertThat(replacedBy(allow("z", prefix("192.0.2.1"), sent("e2", "192.0.2.2"))))
                .containsExactly("e4", "e2");
    }

    @Test
    void freshIdsNeverMeetKnownOnes() {
        List<String> made = new ArrayList<>(List.of("e1", "e2", "e2", "e8", "e8", "e9"));
        EntryIds repeating = () -> new EntryId(made.removeFirst());
        Policy after =
                EntryIdAssignment.apply(
                        policy(null, allow("n", prefix("198.51.100.1"), prefix("198.51.100.2"))),
                        fixture.active().policy(),
                        repeating);

        assertThat(ids(after)).containsExactly("e8", "e9");
    }

    /** However a policy is shuffled, ids stay unique and an id never changes its source. */
    @Test
    void idsAreUniqueAndStandForOneSource() {
        Random random = new Random(20260301);
        Map<EntryId, Object> sources = new HashMap<>();
        int kept = 0;
        for (int round = 0; round < 300; round++) {
            Policy before = fixture.active().policy();
            Policy after = fixture.published(shuffled(before, random)).policy();
            List<Entry> entries =
                    after.rules().stream().map(Rule::sources).flatMap(List::stream).toList();
            assertThat(entries).extracting(Entry::id).doesNotHaveDuplicates();
            for (Entry entry : entries) {
                Object known = sources.putIfAbsent(entry.id(), entry.source());
                assertThat(known == null || known.equals(entry.source())).isTrue();
                kept += known == null ? 0 : 1;
            }
        }

        assertThat(kept).isGreaterThan(500);
    }

    private static PolicySubmission shuffled(Policy before, Random random) {
        List<RuleSubmission> rules = new ArrayList<>();
        for (String id : List.of("x", "y")) {
            List<EntrySubmission> entries = new ArrayList<>();
            for (Rule rule : before.rules()) {
                for (Entry entry : rule.sources()) {
                    if (random.nextInt(4) > 0 && !isSent(rules, entries, entry.id())) {
                        EntrySubmission same = EntrySubmission.of(entry);
                        entries.add(
                                random.nextBoolean() ? same : EntrySubmission.of(same.source()));
                    }
                }
            }
            entries.add(prefix("192.0.2." + random.nextInt(6)));
            rules.add(deny(id, entries.stream().limit(8).toArray(EntrySubmission[]::new)));
        }
        return policy(null, rules.toArray(RuleSubmission[]::new));
    }

    private static boolean isSent(
            List<RuleSubmission> rules, List<EntrySubmission> entries, EntryId id) {
        return Stream.concat(
                        rules.stream().flatMap(rule -> rule.sources().stream()), entries.stream())
                .anyMatch(entry -> id.equals(entry.id()));
    }
}
