package dev.sallyport.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogReaderTest {

    @TempDir private Path folder;

    private static byte[] lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("192.0.2.")
                    .append(i % 200 + 1)
                    .append(" - - [29/Sep/2021:14:11:34 +0000] \"GET / HTTP/1.1\" 200 1\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private Logs.Recorder read(byte[]... parts) throws IOException, LogException {
        return Logs.read(Logs.write(folder, parts), LogFormat.AUTO, LogFields.USUAL);
    }

    @Test
    void emptyLogHasNoLines() throws Exception {
        assertThat(read().requests).isEmpty();
        assertThat(read(Logs.gzip(new byte[0])).faults).isEmpty();
    }

    @Test
    void lastLineMayEndWithTheLog() throws Exception {
        byte[] all = lines(3);
        assertThat(read(Arrays.copyOf(all, all.length - 1)).requests).hasSize(3);
    }

    @Test
    void linesMayEndInCarriageReturnAndLineFeed() throws Exception {
        Logs.Recorder log =
                read("192.0.2.1 - - [29/Sep/2021:14:11:34 +0000]\r\n\r\n".getBytes(UTF_8));
        assertThat(log.requests).containsExactly("192.0.2.1 - 2021-09-29T14:11:34Z -");
        assertThat(log.faults).containsExactly("2: EMPTY");
    }

    @Test
    void blocksCutNoLine() throws Exception {
        int count = 40_000;
        byte[] all = lines(count);
        assertThat(all.length).isGreaterThan(2 * Block.SIZE);
        Logs.Recorder plain = read(all);
        assertThat(plain.requests).hasSize(count);
        assertThat(plain.faults).isEmpty();
        assertThat(read(Logs.gzip(all)).requests).isEqualTo(plain.requests);
    }

    @Test
    void membersOneAfterTheOtherAreOneLog() throws Exception {
        Logs.Recorder log =
                read(Logs.gzip(lines(3)), Logs.gzip(lines(0)), Logs.gzip(lines(4)), new byte[512]);
        assertThat(log.requests).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({"10000000, 1", "1048576, 1", "1048575, 1", "3145728, 1"})
    void lineLongerThanABlockIsOneUnparsedLine(int length, int number) throws Exception {
        byte[] monster = new byte[length];
        Arrays.fill(monster, (byte) 'x');
        monster[length - 1] = '\n';
        Logs.Recorder log = read(monster, lines(2));
        assertThat(log.faults).hasSize(1).allMatch(fault -> fault.startsWith(number + ": "));
        assertThat(log.requests).hasSize(2);
        Logs.Recorder atTheEnd = read(lines(2), Arrays.copyOf(monster, length - 1));
        assertThat(atTheEnd.faults).hasSize(1);
        assertThat(atTheEnd.requests).hasSize(2);
    }

    @Test
    void linesOfNulAreUnparsedAndHarmNothing() throws Exception {
        Logs.Recorder log = read(lines(1), new byte[1000], "\n".getBytes(UTF_8), lines(1));
        assertThat(log.requests).hasSize(2);
        assertThat(log.faults).containsExactly("2: NOT_AN_ADDRESS");
    }

    @Test
    void whatComesBeforeTheCutOfAPackedLogIsRead() throws Exception {
        byte[] packed = Logs.gzip(lines(50_000));
        Path log = Logs.write(folder, Arrays.copyOf(packed, packed.length / 2));
        Logs.Recorder recorder = new Logs.Recorder();
        LogException failure =
                catchThrowableOfType(
                        LogException.class,
                        () ->
                                new LogReader(LogFormat.AUTO, LogFields.USUAL)
                                        .read(new LogSource(log.toString()), recorder));

        assertThat(failure.failure())
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("ends in the middle");
        assertThat(recorder.requests.size()).isGreaterThan(10_000);
        assertThat(failure.lines()).isEqualTo(recorder.requests.size() + recorder.faults.size());
    }

    @Test
    void damagedPackedLogIsNotTakenForWhole() throws Exception {
        byte[] packed = Logs.gzip(lines(1000));
        packed[packed.length - 6] ^= 1;
        Path log = Logs.write(folder, packed);
        LogException failure =
                catchThrowableOfType(
                        LogException.class, () -> Logs.read(log, LogFormat.AUTO, LogFields.USUAL));
        assertThat(failure.failure())
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void missingLogIsAFailure() {
        LogException failure =
                catchThrowableOfType(
                        LogException.class,
                        () -> Logs.read(folder.resolve("none"), LogFormat.AUTO, LogFields.USUAL));
        assertThat(failure.lines()).isZero();
    }

    /* The class library's gzip stream stops at the end of a member if nothing more is there at that moment. */
    @Test
    void slowSourceIsReadToItsEnd() throws Exception {
        byte[] first = Logs.gzip(lines(3));
        byte[] second = Logs.gzip(lines(4));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        InputStream drip =
                new ByteArrayInputStream(both) {
                    @Override
                    public synchronized int read(byte[] into, int from, int length) {
                        return super.read(into, from, Math.min(length, 1));
                    }

                    @Override
                    public synchronized int available() {
                        return 0;
                    }
                };
        byte[] plain = new GzipInput(drip).readAllBytes();
        assertThat(plain.length).isEqualTo(lines(3).length + lines(4).length);
    }

    @Test
    void lineBreaksAreFoundWhereverTheyAre() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(9) == 0 ? '\n' : random.nextInt(256));
            }
            int from = random.nextInt(bytes.length + 1);
            int expected = from;
            while (expected < bytes.length && bytes[expected] != '\n') {
                expected++;
            }
            assertThat(LineEnds.next(bytes, from, bytes.length)).isEqualTo(expected);
        }
    }

    /** Real samples of many servers; how many lines of each tell of a request. */
    @ParameterizedTest
    @CsvSource({
        "apache2-malformed/apache2-logs.log, 11, 0",
        "apache-http-probing/apache-http-probing.log, 77, 0",
        "nginx-http-malformed/nginx_http-logs.log, 12, 0",
        "nginx-http-xss-probing/nginx-http-xss-probing.log, 26, 0",
        "http-wordpress_wpconfig/http-wordpress_wpconfig.log, 14, 1",
        "bunkerweb-http-sensitive-files/bunkerweb-http-sensitive-files.log, 9, 1",
        "traefik_clf/traefik_clf.log, 7, 2",
        "traefik_base-http-scenario/traefik_base-http-scenario.log.gz, 80, 0",
        "authentik-logs/authentik-logs.log, 3, 0",
        "nginx-proxy-manager-logs/nginx-proxy-manager-logs.log, 1, 13",
        "sshd-logs/sshd-logs.log, 0, 24",
        "mysql-logs/mysql-logs.log, 0, 4",
        "caddy-crs-anomaly-score/coraza.log.gz, 0, 475",
    })
    void realSamples(String name, int requests, int unparsed) throws Exception {
        Path log = sharedData().resolve("traffic-logs").resolve("formats").resolve(name);
        Logs.Recorder recorder = Logs.read(log, LogFormat.AUTO, LogFields.USUAL);
        assertThat(recorder.requests).hasSize(requests);
        assertThat(recorder.faults).hasSize(unparsed);
    }

    @Test
    void tenThousandRealRequests() throws Exception {
        Path log = sharedData().resolve("traffic-logs").resolve("apache_combined_10000.log.gz");
        Logs.Recorder recorder = Logs.read(log, LogFormat.AUTO, LogFields.USUAL);
        List<String> addresses = new ArrayList<>();
        recorder.requests.forEach(
                request -> addresses.add(request.substring(0, request.indexOf(' '))));
        assertThat(addresses).hasSize(10_000);
        assertThat(addresses.stream().distinct()).hasSize(1_753);
    }

    private static Path sharedData() {
        Path data = Path.of(System.getProperty("sallyport.shared-data", "shared-data"));
        assumeTrue(
                Files.isDirectory(data), "no shared data at " + data + ": real logs are not tried");
        return data;
    }
}
