package dev.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.policy.Policy;
import org.junit.jupiter.api.Test;

/** Large documents are remembered, within bounds. */
final class PolicyMemoTest {

    @Test
    void theOldestIsForgottenAndSmallOnesAreNotKept() {
        PolicyMemo memo = new PolicyMemo(10, 40);
        String first = "a".repeat(15);
        String second = "b".repeat(15);
        memo.add("small", Policy.INITIAL);
        memo.add("c".repeat(41), Policy.INITIAL);
        assertThat(memo.size()).isZero();

        memo.add(first, Policy.INITIAL);
        memo.add(first, Policy.INITIAL);
        memo.add(second, Policy.INITIAL);
        assertThat(memo.find(new String(first.toCharArray()))).isSameAs(Policy.INITIAL);
        memo.add("d".repeat(15), Policy.INITIAL);

        assertThat(memo.size()).isEqualTo(2);
        assertThat(memo.find(second)).isNull();
        assertThat(memo.find(first)).isNotNull();
        assertThat(memo.find("small")).isNull();
    }
}
