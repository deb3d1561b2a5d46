package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * No document makes a reader throw or use more memory than the limits allow: all are read in 32
 * megabytes.
 */
final class HostileReadingTest {

    private static final long SEED = 20_260_301;

    @Test
    void hostileDocumentsAreRefusedInASmallMemory() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx32m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HostileReading.class.getName(),
                                Long.toString(SEED))
                        .redirectErrorStream(true)
                        .start();
        List<String> lines =
                new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();

        assertThat(process.waitFor()).as("exit status; output %s", lines).isZero();
        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            String expected = line.split(" ", 2)[0];
            String answer = line.substring(line.indexOf("=> ") + 3);
            switch (expected) {
                case "some-refusal" -> assertThat(answer).as(line).isNotEqualTo("read");
                case "fuzz" ->
                        assertThat(answer).matches("read [1-9]\\d{2,}, refused [1-9]\\d{3,}");
                default -> assertThat(answer).as(line).isEqualTo(expected);
            }
        }
    }
}
