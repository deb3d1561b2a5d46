package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.demo.FakeServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demonstration as a process, with a program in the place of the server that keeps to its
 * contract.
 */
class DemoTest {

    @TempDir private Path folder;

    /* A jar without classes: its manifest names the program and the class path of this test. */
    private Path jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, FakeServer.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = folder.resolve("server.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish();
        }
        return jar;
    }

    @Test
    void showsWhatWouldHaveBeenDeniedAndLeavesNothingBehind() throws Exception {
        CliProcess.Result result =
                new CliProcess()
                        .property("sallyport.server-jar", jar().toString())
                        .run("demo", "--exit");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "2,000 requests from 942 clients",
                        "66.249.73.135",
                        "denied-by-rule",
                        "refused: 0")
                .contains(
                        "/oauth/token",
                        "sallyport what-if --log",
                        "curl -si -H 'Host: acme.example.com'");
        assertThat(workFolder(result.out())).doesNotExist();
    }

    @Test
    void serverThatDoesNotStartIsQuoted() throws Exception {
        CliProcess.Result result =
                new CliProcess()
                        .property("sallyport.server-jar", jar().toString())
                        .with("SALLYPORT_FAKE_FAILS", "yes")
                        .run("demo", "--exit");
        assertThat(result.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(result.err()).contains("did not become ready", "the data folder is in use");
        assertThat(workFolder(result.out())).doesNotExist();
    }

    @Test
    void missingServerIsSaid() throws Exception {
        CliProcess.Result result = new CliProcess().run("demo", "--exit");
        assertThat(result.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(result.err()).contains("./sallyport demo");
    }

    private static Path workFolder(String out) {
        Matcher said = Pattern.compile("starting a server on (\\S+)").matcher(out);
        assertThat(said.find()).isTrue();
        return Path.of(said.group(1));
    }
}
