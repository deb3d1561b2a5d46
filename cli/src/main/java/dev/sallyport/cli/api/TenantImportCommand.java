package dev.sallyport.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code sallyport tenant import}: makes many tenants what a file says. The file is sent in parts,
 * so that its length does not matter and progress can be seen; doing it again changes nothing.
 */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Makes and changes many tenants: one JSON document per line, such as"
                        + " {\"id\":\"acme\",\"hosts\":[\"acme.example.com\"]}; exit status 1 if a line was"
                        + " refused.")
final class TenantImportCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/tenants:bulk";
    private static final int LINES_AT_A_TIME = 2000;
    private static final int MOST_SHOWN = 50;

    @Mixin private ApiOptions api;

    @Parameters(paramLabel = "FILE", description = "The lines; - for the standard input.")
    private String file = "";

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> refusals = new ArrayList<>();
    private long sent;

    @Override
    public Integer call() {
        try (ApiClient client = api.connect();
                InputStream bytes =
                        file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        bytes,
                                        UTF_8.newDecoder()
                                                .onMalformedInput(CodingErrorAction.REPORT)))) {
            send(client, lines);
        } catch (NoSuchFileException missing) {
            throw new CommandFailure(ExitStatus.FAILURE, "there is no file `" + file + "`");
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "file `"
                            + file
                            + "` cannot be read as UTF-8 text behind line "
                            + sent
                            + "; the lines before it were sent");
        }
        return summary();
    }

    private void send(ApiClient client, BufferedReader lines) throws IOException {
        StringBuilder part = new StringBuilder();
        int count = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            part.append(line).append('\n');
            if (++count == LINES_AT_A_TIME) {
                send(client, part.toString(), count);
                part.setLength(0);
                count = 0;
            }
        }
        if (count > 0) {
            send(client, part.toString(), count);
        }
    }

    private void send(ApiClient client, String part, int count) {
        ApiAnswer answer = client.sendLines(PATH, part);
        if (!answer.isSuccess()) {
            throw new CommandFailure(
                    ApiClient.failure(answer, ExitStatus.FAILURE).exitStatus(),
                    "stopped behind line "
                            + sent
                            + ": "
                            + ApiClient.failure(answer, ExitStatus.FAILURE).getMessage());
        }
        for (String result : answer.text().split("\n", -1)) {
            if (!result.isEmpty()) {
                note(JsonMapper.shared().readTree(result));
            }
        }
        sent += count;
        System.err.println("sent " + sent + " lines: " + counts);
    }

    private void note(JsonNode result) {
        String word = result.path("result").asString("refused");
        counts.merge(word, 1L, Long::sum);
        if (word.equals("refused") && refusals.size() < MOST_SHOWN) {
            JsonNode problem = result.path("problem");
            refusals.add(
                    "line "
                            + (sent + result.path("line").asLong())
                            + ": "
                            + problem.path("detail").asString("")
                            + " ("
                            + problem.path("code").asString("")
                            + ")");
        }
    }

    private int summary() {
        long refused = counts.getOrDefault("refused", 0L);
        refusals.forEach(System.err::println);
        if (refused > refusals.size()) {
            System.err.println("and " + (refused - refusals.size()) + " more lines were refused");
        }
        System.out.println(
                "created "
                        + counts.getOrDefault("created", 0L)
                        + ", updated "
                        + counts.getOrDefault("updated", 0L)
                        + ", unchanged "
                        + counts.getOrDefault("unchanged", 0L)
                        + ", refused "
                        + refused);
        System.out.flush();
        return refused == 0 ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }
}
