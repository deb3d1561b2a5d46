package dev.sallyport.cli.demo;

import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.cli.terminal.TextTable.Column;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows what came of a replay. */
final class DemoReport {

    private final PrintWriter out;
    private final Terminal terminal;

    DemoReport(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Writes the totals and the first rows of those who would have been denied. */
    void write(Replay replay, int rows) {
        List<Replay.Client> losers = replay.losers();
        double share = replay.requests() == 0 ? 0 : 100.0 * replay.denied() / replay.requests();
        out.println(terminal.bold("What would have been denied"));
        out.println();
        out.printf(
                Locale.ROOT,
                "  %,d requests from %,d clients; the rules would have denied %s of %,d clients;"
                        + " refused: %d (monitor mode)%n%n",
                replay.requests(),
                replay.clients(),
                terminal.denied(
                        String.format(Locale.ROOT, "%,d (%.1f %%)", replay.denied(), share)),
                losers.size(),
                replay.refused());
        TextTable table =
                new TextTable(
                        Column.number("denied", 0),
                        Column.number("allowed", 1),
                        Column.text("address", 0),
                        Column.text("reason", 0));
        for (Replay.Client client : losers.subList(0, Math.min(rows, losers.size()))) {
            table.row(
                    Integer.toString(client.denied()),
                    Integer.toString(client.allowed()),
                    client.address(),
                    client.reasons());
        }
        table.lines(terminal).forEach(out::println);
        if (losers.size() > rows) {
            out.println(
                    terminal.faint(
                            "  %s and %,d more"
                                    .formatted(terminal.ellipsis(), losers.size() - rows)));
        }
    }
}
