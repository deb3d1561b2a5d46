package dev.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code sallyport server}: a program of its own, which the launcher script starts; here stands
 * only where it went.
 */
@Command(
        name = "server",
        description = {
            "Starts the server: the API on one port, the decision port on another.",
            "",
            "  sallyport server --data DIR [--config FILE.yaml] [--port 8080] [--gate-port 8081]",
            "",
            "`sallyport server --help` lists every setting. The server is a program of its own; the"
                    + " launcher script starts it."
        })
final class ServerCommand implements Callable<Integer> {

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw new CommandFailure(
                ExitStatus.USAGE,
                "the server is a program of its own: start it with the launcher script, ./sallyport"
                        + " server "
                        + String.join(" ", arguments));
    }
}
