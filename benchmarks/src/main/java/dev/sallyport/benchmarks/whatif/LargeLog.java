package dev.sallyport.benchmarks.whatif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sallyport.benchmarks.Report;
import dev.sallyport.cli.demo.DemoCommand;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/* Makes a large packed log of a small real one: its lines again and again in another order, from other addresses. */
final class LargeLog {

    private static final long SEED = 20_150_517;

    private LargeLog() {}

    /* The 10,000 real lines if they are at hand, else the 2,000 of them that the demonstration ships. */
    static List<String> realLines() throws IOException {
        Path shared =
                Report.target()
                        .resolve("../../../shared/data/traffic-logs/apache_combined_10000.log.gz")
                        .normalize();
        try (InputStream packed =
                Files.exists(shared)
                        ? Files.newInputStream(shared)
                        : DemoCommand.class.getResourceAsStream("access.log.gz")) {
            if (packed == null) {
                throw new IOException("there is no log to begin with");
            }
            try (GZIPInputStream log = new GZIPInputStream(packed)) {
                return new String(log.readAllBytes(), ISO_8859_1).lines().toList();
            }
        }
    }

    /** Writes {@code count} lines; returns how many bytes they have unpacked. */
    static long write(Path file, List<String> lines, int count) throws IOException {
        Random random = new Random(SEED);
        List<String> shuffled = new ArrayList<>(lines);
        long bytes = 0;
        try (OutputStream log =
                new BufferedOutputStream(
                        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16)) {
            for (int written = 0; written < count; ) {
                Collections.shuffle(shuffled, random);
                int shift = random.nextInt(48);
                for (String line : shuffled) {
                    if (written == count) {
                        break;
                    }
                    byte[] text = (moved(line, shift) + "\n").getBytes(ISO_8859_1);
                    log.write(text);
                    bytes += text.length;
                    written++;
                }
            }
        }
        return bytes;
    }

    /* The same line from an address some way off: a few times ten thousand clients instead of a few thousand. */
    private static String moved(String line, int shift) {
        int end = line.indexOf(' ');
        int dot = line.lastIndexOf('.', end);
        int last = (Integer.parseInt(line.substring(dot + 1, end)) + shift * 5) % 256;
        return line.substring(0, dot + 1) + last + line.substring(end);
    }
}
