package dev.sallyport.evidence.column;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Rulings are kept for every class while they fit, and for one class at a time when they do not.
 */
final class MemoTest {

    private static final char ALLOWING = 2;
    private static final char DENYING = 3 | 1 << 15;

    @Test
    void keepsRulingsOfEveryClassWhileTheyFit() {
        Memo memo = new Memo(10, 100);
        assertThat(memo.isWhole()).isTrue();

        memo.put(memo.enter(3) + 7, DENYING);
        memo.put(memo.enter(4) + 7, ALLOWING);

        assertThat(memo.rulings[memo.enter(3) + 7]).isEqualTo(DENYING);
        assertThat(memo.denies()).isTrue();
        assertThat(memo.allows()).isFalse();
        memo.put(memo.enter(3) + 8, ALLOWING);
        assertThat(memo.denies()).isTrue();
        assertThat(memo.allows()).isTrue();
        assertThat(memo.rulings[memo.enter(4) + 7]).isEqualTo(ALLOWING);
        assertThat(memo.denies()).isFalse();
    }

    @Test
    void keepsRulingsOfOneClassWhereAllAreTooMany() {
        Memo memo = new Memo(1 << 16, 1_000);
        assertThat(memo.isWhole()).isFalse();
        assertThat(memo.rulings).hasSize(1_000);

        for (int kind = 0; kind < 100; kind++) {
            memo.put(memo.enter(5) + kind, DENYING);
        }
        assertThat(memo.rulings[memo.enter(5) + 99]).isEqualTo(DENYING);
        assertThat(memo.denies()).isTrue();

        int base = memo.enter(6);
        assertThat(memo.rulings).containsOnly(Rulings.NONE);
        assertThat(memo.denies()).isFalse();
        memo.put(base, ALLOWING);
        assertThat(memo.allows()).isTrue();
        memo.enter(5);
        assertThat(memo.rulings).containsOnly(Rulings.NONE);
        assertThat(memo.allows()).isFalse();
    }
}
