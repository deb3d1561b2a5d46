package dev.sallyport.control.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A list of faults keeps the first hundred, counts the rest, and never loses the one that ended the
 * reading.
 */
final class FaultListTest {

    private static Fault fault(int number) {
        return new Fault(ProblemCode.JSON_WRONG_TYPE, "/" + number, "detail", "");
    }

    @Test
    void keepsTheFirstHundredAndCountsTheRest() {
        FaultList faults = new FaultList();
        for (int i = 0; i < 250; i++) {
            faults.add(fault(i));
        }

        assertThat(faults.size()).isEqualTo(250);
        assertThat(faults.kept()).hasSize(100).startsWith(fault(0)).endsWith(fault(99));
        assertThat(faults.toProblem(ProblemCode.POLICY_INVALID, "detail").moreFaults())
                .isEqualTo(150);
    }

    @Test
    void lastFaultIsKeptInAnyCase() {
        FaultList faults = new FaultList();
        for (int i = 0; i < 250; i++) {
            faults.add(fault(i));
        }
        faults.addLast(fault(999));

        assertThat(faults.size()).isEqualTo(251);
        assertThat(faults.kept()).hasSize(100).endsWith(fault(98), fault(999));
    }
}
