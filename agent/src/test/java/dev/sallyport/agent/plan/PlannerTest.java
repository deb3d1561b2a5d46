package dev.sallyport.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The plan against a slow one that looks at every single address of a small space. */
final class PlannerTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final int SPACE = 64;
    private static final Duration GRACE = Duration.ofHours(10);
    private static final Duration LONGEST = Duration.ofHours(40);
    private static final PlanRules RULES = new PlanRules(GRACE, LONGEST, Duration.ofDays(9999), 99);

    /* What a person would note of one address. */
    private static final class Noted {
        boolean isListed;
        Instant since = Instant.MIN;
        Instant until = Instant.MIN;
        boolean isHeld;
        Duration longest = Duration.ZERO;
    }

    private static IpAddress address(int index) {
        return IpAddress.ipv4(0x34000000 + index);
    }

    private static IpSet randomList(Random random) {
        IpSet.Builder list = IpSet.builder();
        list.add(IpPrefix.of(address(SPACE)));
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            list.add(IpPrefix.around(address(random.nextInt(SPACE)), 28 + random.nextInt(5)));
        }
        return list.build();
    }

    @Test
    void everyAddressIsHeldAsLongAsASlowReadingSays() {
        long seed = System.nanoTime();
        System.out.println("planner: seed " + seed);
        Random random = new Random(seed);
        int held = 0;
        int left = 0;
        int longer = 0;
        for (int run = 0; run < 60; run++) {
            Noted[] notes = new Noted[SPACE];
            for (int i = 0; i < SPACE; i++) {
                notes[i] = new Noted();
            }
            Memory memory = Memory.NONE;
            IpSet target = IpSet.EMPTY;
            Instant now = START;
            for (int round = 0; round < 40; round++) {
                now = now.plus(Duration.ofHours(1 + random.nextInt(6)));
                IpSet list = randomList(random);
                Planning planning =
                        new Planner(RULES)
                                .plan(memory, list, target, IpSet.EMPTY, IpSet.EMPTY, now);
                if (planning instanceof Planning.Refused) {
                    continue;
                }
                Plan plan = ((Planning.Planned) planning).plan();
                memory = plan.memory();
                target = plan.content();
                for (int i = 0; i < SPACE; i++) {
                    Noted note = notes[i];
                    boolean isListed = list.contains(address(i));
                    if (isListed) {
                        if (note.isHeld) {
                            Duration absence = Duration.between(note.since, now);
                            note.longest =
                                    absence.compareTo(note.longest) > 0 ? absence : note.longest;
                        }
                        note.isHeld = false;
                    } else if (note.isListed) {
                        note.since = now;
                        Duration twice = note.longest.multipliedBy(2);
                        Duration hold = twice.compareTo(GRACE) > 0 ? twice : GRACE;
                        longer += twice.compareTo(GRACE) > 0 ? 1 : 0;
                        note.until = now.plus(hold.compareTo(LONGEST) > 0 ? LONGEST : hold);
                        note.isHeld = true;
                    } else if (note.isHeld && !now.isBefore(note.until)) {
                        note.isHeld = false;
                        left++;
                    }
                    note.isListed = isListed;
                    held += note.isHeld ? 1 : 0;
                    assertThat(target.contains(address(i)))
                            .as("run %d round %d address %d", run, round, i)
                            .isEqualTo(isListed || note.isHeld);
                }
            }
        }
        assertThat(held).isGreaterThan(1000);
        assertThat(left).isGreaterThan(200);
        assertThat(longer).isGreaterThan(100);
    }

    @Test
    void rulesOutOfRangeAreRefused() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new PlanRules(day, Duration.ZERO, day, 30))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PlanRules(day, day, day, 100))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PlanRules(day.negated(), day, day, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
