package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lives of a rule, of an entry and of what the entry leans on, in all combinations around two
 * instants, asked one millisecond before, at and after each, of snapshots compiled before, between
 * and after them: semantics section 7, "next liveness boundary passed: the node answers by the live
 * state of that instant, also while recompiling".
 */
final class ExhaustiveTimeTest {

    private static final Instant EARLIER = Instant.ofEpochMilli(Given.NOW);
    /* Not on a millisecond: the first millisecond at or after it is the first that counts. */
    private static final Instant LATER = Instant.ofEpochMilli(Given.NOW + 5).plusNanos(1);

    private static final List<Long> INSTANTS =
            List.of(
                    Given.NOW - 1,
                    Given.NOW,
                    Given.NOW + 1,
                    Given.NOW + 4,
                    Given.NOW + 5,
                    Given.NOW + 6,
                    Given.NOW + 7);

    private static final List<Life> LIVES = lives();

    private static List<Life> lives() {
        List<Life> lives = new ArrayList<>(List.of(new Life(false, Instant.MIN, Instant.MAX)));
        for (Instant notBefore : List.of(Instant.MIN, EARLIER, LATER)) {
            for (Instant expiresAt : List.of(EARLIER, LATER, Instant.MAX)) {
                lives.add(new Life(true, notBefore, expiresAt));
            }
        }
        return lives;
    }

    /* Where the third life stands: in an exception, or in the list that the source names. */
    private enum Third {
        EXCEPTION,
        LIST
    }

    /*
     * 10 lives of the rule x 10 of the entry x 10 of the third x 2 places x 2 effects x 2 trial = 8,000 states, each compiled
     * at 3 instants and asked at 7: 168,000 decisions.
     */
    @Test
    void every_combination_of_lives() {
        Agreement agreement = new Agreement();
        for (Life ofRule : LIVES) {
            for (Life ofEntry : LIVES) {
                for (Life third : LIVES) {
                    for (Third place : Third.values()) {
                        for (Effect effect : Effect.values()) {
                            check(agreement, place, effect, ofRule, ofEntry, third);
                        }
                    }
                }
            }
        }
        assertThat(agreement.decisions()).isEqualTo(168_000);
    }

    private static void check(
            Agreement agreement,
            Third place,
            Effect effect,
            Life ofRule,
            Life ofEntry,
            Life third) {
        Source source =
                switch (place) {
                    case EXCEPTION -> Given.any();
                    case LIST -> Given.list("office");
                };
        List<Entry> except =
                switch (place) {
                    case EXCEPTION -> List.of(entry("x", Given.prefix("192.0.2.0/24"), third));
                    case LIST -> List.of();
                };
        NetworkList office =
                new NetworkList(
                        new ListName("office"),
                        List.of(entry("inner", Given.prefix("192.0.2.0/24"), third)));
        Rule rule =
                Given.rule(
                        "r",
                        effect,
                        List.of(entry("e", source, ofEntry)),
                        except,
                        Scope.ALL,
                        ofRule);
        for (Rule asked : List.of(rule, Given.onTrial(rule))) {
            for (long compiledAt : List.of(Given.NOW - 1, Given.NOW + 2, Given.NOW + 9)) {
                agreement.check(
                        Given.state(Given.policy(asked), GeoData.none(), office),
                        compiledAt,
                        requests());
            }
        }
    }

    private static Entry entry(String id, Source source, Life life) {
        return new Entry(new EntryId(id), source, life, "", "", null);
    }

    private static List<Request> requests() {
        return INSTANTS.stream()
                .map(instant ->
                        new Request(
                                Given.client("192.0.2.7"),
                                instant,
                                Channel.OTHER,
                                Principal.ANONYMOUS))
                .toList();
    }
}
