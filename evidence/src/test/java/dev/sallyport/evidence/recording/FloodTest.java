package dev.sallyport.evidence.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A flood of ten million addresses stays within its memory: a process that has no more lives. */
final class FloodTest {

    private static final long MIB = 1 << 20;

    @Test
    void tenMillionAddressesStayWithinTheirMemory() throws IOException, InterruptedException {
        Process flood =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx48m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path", "") + File.pathSeparator,
                                Flood.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(flood.getInputStream().readAllBytes(), UTF_8);
        assertThat(flood.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(flood.exitValue()).as(output).isZero();
        List<Long> numbers =
                List.of(output.strip().split(" ")).stream().map(Long::valueOf).toList();
        assertThat(numbers.get(1)).as("counted").isEqualTo(numbers.get(0) + 25);
        assertThat(numbers.get(2)).as("of people, exactly").isEqualTo(25);
        assertThat(numbers.get(3)).as("bytes of the tables").isBetween(MIB, 32 * MIB);
    }
}
