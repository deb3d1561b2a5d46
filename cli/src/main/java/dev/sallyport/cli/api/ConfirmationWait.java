package dev.sallyport.cli.api;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Waits until a revision is confirmed or gone: shows how much time is left and what is missing, and
 * confirms it as soon as nothing is. Interrupted, it leaves the revision as it is and says how to
 * go on. Not thread-safe.
 */
final class ConfirmationWait {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int LINE_EVERY_SECONDS = 60;

    private final ApiClient client;
    private final String tenant;
    private final long revision;
    private final String entityTag;
    private final PrintStream out;
    private final Terminal terminal = Terminal.standardError();
    private String lastMissing = "";
    private long lastLine = Long.MAX_VALUE;
    private boolean drawn;

    private ConfirmationWait(
            ApiClient client, String tenant, long revision, String entityTag, PrintStream out) {
        this.client = client;
        this.tenant = tenant;
        this.revision = revision;
        this.entityTag = entityTag;
        this.out = out;
    }

    /**
     * Returns when a revision stands.
     *
     * @param published the answer that published it
     * @throws CommandFailure if it went back
     */
    static void untilItStands(ApiClient client, String tenant, ApiAnswer published) {
        long revision = published.headers().firstValueAsLong("X-Sallyport-Revision").orElse(-1);
        ConfirmationWait wait =
                new ConfirmationWait(client, tenant, revision, published.entityTag(), System.err);
        Thread farewell = new Thread(wait::sayHowToGoOn);
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            wait.loop();
        } finally {
            wait.erase();
            boolean _ = Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    private void sayHowToGoOn() {
        erase();
        howToGoOn(tenant, revision).forEach(line -> out.println(TextTable.printable(line)));
        out.flush();
    }

    /** Returns what to do about a revision that nobody waits for. */
    static List<String> howToGoOn(String tenant, long revision) {
        return List.of(
                "revision " + revision + " goes back by itself unless it is confirmed",
                "  confirm it:    sallyport policy confirm " + tenant,
                "  take it back:  sallyport policy revert " + tenant);
    }

    private void loop() {
        while (true) {
            ApiAnswer status = client.send("GET", path() + "/confirmation", null, Map.of());
            if (status.status() == NOT_FOUND) {
                ended();
                return;
            }
            if (!status.isSuccess()) {
                throw ApiClient.failure(status, ExitStatus.FAILURE);
            }
            if (status.json().path("revision").asLong() != revision) {
                ended();
                return;
            }
            if (status.json().path("isConfirmable").asBoolean(false) && isConfirmed()) {
                return;
            }
            show(status.json());
            pause();
        }
    }

    private String path() {
        return "/api/v1/tenants/" + ApiClient.segment(tenant) + "/policy";
    }

    private boolean isConfirmed() {
        ApiAnswer answer =
                client.send("POST", path() + ":confirm", null, Map.of("If-Match", entityTag));
        if (answer.isSuccess()) {
            return true;
        }
        if (answer.status() == CONFLICT || answer.status() == NOT_FOUND) {
            return false;
        }
        throw ApiClient.failure(answer, ExitStatus.FAILURE);
    }

    /* Somebody else has confirmed it or taken it back, or its time is over. */
    private void ended() {
        ApiAnswer page =
                client.ask("GET", path() + "/revisions?limit=1&cursor=" + (revision + 1), null);
        String standing = page.json().path("items").path(0).path("standing").asString("");
        if (!standing.equals("confirmed")) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "revision " + revision + " was not confirmed and went back",
                    List.of(
                            "  what was missing: "
                                    + (lastMissing.isEmpty() ? "nothing" : lastMissing),
                            "  what there was:   sallyport policy history " + tenant));
        }
    }

    private void show(JsonNode status) {
        long left = status.path("secondsLeft").asLong();
        String missing = words(status.path("missing"));
        String text =
                "revision %d goes back in %d:%02d; %s"
                        .formatted(
                                revision,
                                left / 60,
                                left % 60,
                                missing.isEmpty() ? "nothing is missing" : missing);
        String printable = TextTable.printable(text);
        if (terminal.isTerminal()) {
            int width = Math.min(printable.length(), terminal.width() - 1);
            out.print("\r\u001b[K" + printable.substring(0, width));
            out.flush();
            drawn = true;
        } else if (!missing.equals(lastMissing) || lastLine - left >= LINE_EVERY_SECONDS) {
            out.println(printable);
            lastLine = left;
        }
        if (left > 0) {
            lastMissing = missing;
        }
    }

    private static String words(JsonNode missing) {
        StringBuilder words = new StringBuilder();
        for (JsonNode each : missing) {
            words.append(words.isEmpty() ? "" : "; ").append(each.path("detail").asString(""));
        }
        return words.toString();
    }

    private void erase() {
        if (drawn) {
            out.print("\r\u001b[K");
            out.flush();
            drawn = false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILURE, "interrupted");
        }
    }
}
