package dev.sallyport.cli.api;

import dev.sallyport.cli.OutputFormat;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.control.people.PeopleSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The options of every command that speaks to a server, and how it answers. */
public final class ApiOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The server; else SALLYPORT_SERVER, the config file, http://127.0.0.1:8080.")
    private @Nullable String server;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Where server, client-id, client-secret or token are written, if not in the"
                            + " environment (SALLYPORT_CLIENT_ID, SALLYPORT_CLIENT_SECRET,"
                            + " SALLYPORT_TOKEN); else ~/.config/sallyport/config.properties.")
    private @Nullable Path config;

    @Option(
            names = "--output",
            paramLabel = "table|json",
            converter = OutputFormat.Reader.class,
            description = "How to write the result; a table if not said.")
    private OutputFormat output = OutputFormat.TABLE;

    /** Returns a connection to the server; to be closed. */
    public ApiClient connect() {
        return new ApiClient(ApiSettings.of(server, config, System.getenv()));
    }

    /** Writes a result: as the server sent it, or as the table that is given. */
    void write(ApiAnswer answer, TextTable table) {
        switch (output) {
            case JSON -> json(answer);
            case TABLE -> {
                Terminal terminal = Terminal.standardOutput();
                PrintWriter out = terminal.writer(System.out);
                table.lines(terminal).forEach(out::println);
                out.flush();
            }
        }
    }

    /**
     * Writes a result that is one document: as the server sent it, or a line for each of its filled
     * members.
     */
    void write(ApiAnswer answer) {
        TextTable table = new TextTable(TextTable.Column.text("", 0), TextTable.Column.text("", 0));
        for (var member : answer.json().properties()) {
            if (!text(member.getValue()).isEmpty()) {
                table.row(member.getKey(), text(member.getValue()));
            }
        }
        write(answer, table);
    }

    /** Returns whether documents are wanted as the server sends them. */
    public boolean isJson() {
        return output == OutputFormat.JSON;
    }

    /** Writes an answer that is a text, or a document, as the server sent it. */
    void writeText(ApiAnswer answer) {
        if (isJson()) {
            json(answer);
            return;
        }
        PrintWriter out = Terminal.standardOutput().writer(System.out);
        answer.text().lines().map(TextTable::printable).forEach(out::println);
        out.flush();
    }

    /** Writes a sentence for a person; a program is told by the exit status. */
    void say(String sentence) {
        if (output == OutputFormat.TABLE) {
            PrintWriter out = Terminal.standardOutput().writer(System.out);
            out.println(TextTable.printable(sentence));
            out.flush();
        }
    }

    /** Says by what the people of an answer are known, if it says so. */
    void sayPeople(ApiAnswer answer) {
        PeopleSource.find(text(answer.json().path("people")))
                .ifPresent(source -> say(source.sentence()));
    }

    private static void json(ApiAnswer answer) {
        System.out.println(answer.text());
        System.out.flush();
    }

    /** Returns a value as a person reads it: texts without quotes, arrays with commas. */
    static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isArray()) {
            StringBuilder joined = new StringBuilder();
            for (JsonNode element : value) {
                joined.append(joined.isEmpty() ? "" : ", ").append(text(element));
            }
            return joined.toString();
        }
        return value.isString() ? value.asString() : value.toString();
    }

    /**
     * Returns a table with a row for each element of an array and a column for each of the members
     * named.
     */
    static TextTable table(JsonNode array, String... members) {
        TextTable.Column[] columns = new TextTable.Column[members.length];
        for (int i = 0; i < members.length; i++) {
            columns[i] = TextTable.Column.text(members[i], i);
        }
        TextTable table = new TextTable(columns);
        for (JsonNode element : array) {
            String[] row = new String[members.length];
            for (int i = 0; i < members.length; i++) {
                row[i] = text(element.path(members[i]));
            }
            table.row(row);
        }
        return table;
    }
}
