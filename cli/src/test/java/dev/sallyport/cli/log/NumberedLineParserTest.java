package dev.sallyport.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.TrustedProxies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load balancers of AWS and Envoy, found out from the first line. */
final class NumberedLineParserTest {

    private static final String ALB =
            "https 2023-04-26T12:23:00.186641Z app/lb/49 192.168.1.100:44740 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57"
                    + " \"GET https://www.example.com:443/robots.txt HTTP/1.1\" \"curl/7.46.0\" - - arn \"Root=1\"";
    private static final String ENVOY =
            "[2016-04-15T20:17:00.310Z] \"POST /api/v1/locations HTTP/2\" 204 - 154 0 226 100 \"203.0.113.7, 10.0.35.28\""
                    + " \"nsq2http\" \"cc21d9b0\" \"locations\" \"tcp://10.0.2.1:80\"";

    @TempDir private Path folder;

    private Logs.Recorder read(String text, @Nullable String user) throws IOException {
        Path file = Files.writeString(folder.resolve("log"), text, UTF_8);
        Logs.Recorder recorder = new Logs.Recorder();
        LogFields fields =
                new LogFields(
                        null,
                        user,
                        null,
                        true,
                        TrustedProxies.of(List.of(IpPrefix.parse("10.0.0.0/8"))));
        try {
            long _ =
                    new LogReader(LogFormat.AUTO, fields)
                            .read(new LogSource(file.toString()), recorder);
        } catch (LogException failed) {
            throw new IOException(failed);
        }
        return recorder;
    }

    @Test
    void linesOfALoadBalancer() throws IOException {
        Logs.Recorder read =
                read(
                        ALB
                                + "\n"
                                + ALB.replace("192.168.1.100:44740", "[2001:db8::1]:4")
                                + "\n"
                                + ALB.replace("192.168.1.100:44740", "-")
                                + "\n"
                                + ALB.replace("2023-04-26T", "yesterday")
                                + "\nhttps\n",
                        null);
        assertThat(read.requests)
                .containsExactly(
                        "192.168.1.100 - 2023-04-26T12:23:00Z /robots.txt",
                        "2001:db8::1 - 2023-04-26T12:23:00Z /robots.txt");
        assertThat(read.faults).containsExactly("3: NO_ADDRESS", "4: BAD_TIME", "5: NO_ADDRESS");
    }

    @Test
    void linesOfEnvoy() throws IOException {
        Logs.Recorder read =
                read(
                        ENVOY
                                + "\n"
                                + ENVOY.replace("\"203.0.113.7, 10.0.35.28\"", "\"-\"")
                                + "\n"
                                + ENVOY.replace("\" 204", "\" 401")
                                + "\n[2016\n",
                        "10");
        assertThat(read.requests)
                .containsExactly(
                        "203.0.113.7 nsq2http 2016-04-15T20:17:00Z /api/v1/locations",
                        "203.0.113.7 - 2016-04-15T20:17:00Z /api/v1/locations");
        assertThat(read.faults).containsExactly("2: NO_ADDRESS", "4: NO_ADDRESS");
    }
}
