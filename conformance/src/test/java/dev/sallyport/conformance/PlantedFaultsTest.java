package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the tests: mistakes that people make in engines of this sort, each planted alone, and
 * each caught by the same campaign that finds nothing in the engine as it is. The table is {@code
 * faults/planted-faults.txt}.
 */
final class PlantedFaultsTest {

    private static final int SCENARIOS = 1_000;
    private static final int REQUESTS = 40;

    private static FaultyEngine engine;

    @BeforeAll
    static void openEngine(@TempDir Path scratch) {
        engine = new FaultyEngine(scratch);
    }

    @AfterAll
    static void closeEngine() throws IOException {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> each_fault_is_caught() {
        return PlantedFault.all().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> assertCaught(fault)));
    }

    private static void assertCaught(PlantedFault fault)
            throws IOException, ReflectiveOperationException {
        int scenarios = engine.scenariosUntilMismatch(fault, Seed.VALUE, SCENARIOS, REQUESTS);
        assertThat(scenarios)
                .as("scenarios until caught, campaign seed " + Seed.VALUE)
                .isPositive();
        System.out.printf("caught in scenario %4d: %s%n", scenarios, fault);
    }

    @Test
    void the_engine_as_it_is_passes_the_same_campaign()
            throws IOException, ReflectiveOperationException {
        assertThat(engine.scenariosUntilMismatch(Seed.VALUE, SCENARIOS, REQUESTS)).isZero();
    }

    @Test
    void there_are_enough_of_them_under_names_of_their_own() {
        assertThat(PlantedFault.all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(PlantedFault.all()).extracting(PlantedFault::name).doesNotHaveDuplicates();
    }

    @Test
    void a_text_that_occurs_twice_or_not_at_all_is_refused() {
        PlantedFault fault = new PlantedFault("swapped", "A.java", "a  b", "b a");
        assertThat(fault.plantedIn("x a\n  b y")).isEqualTo("x b a y");
        assertThatThrownBy(() -> fault.plantedIn("a b a b")).hasMessageContaining("twice");
        assertThatThrownBy(() -> fault.plantedIn("ab")).hasMessageContaining("nowhere");
    }
}
