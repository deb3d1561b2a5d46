package dev.sallyport.cli.geo;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.OutputFormat;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.control.geo.Countries;
import dev.sallyport.document.CountriesWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sallyport geo countries}: what country codes mean, without any server. */
@Command(
        name = "countries",
        mixinStandardHelpOptions = true,
        description =
                "Says what country codes mean, also those of no country, such as EU; all if none is"
                        + " named.")
final class GeoCountriesCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "CODE", description = "Country codes, such as FR.")
    private List<String> codes = List.of();

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "How to write the result; a table if not said.")
    private OutputFormat output = OutputFormat.TABLE;

    @Override
    public Integer call() {
        List<Countries.Country> countries = codes.isEmpty() ? Countries.list() : named();
        switch (output) {
            case JSON -> System.out.println(CountriesWriter.write(countries));
            case TABLE -> {
                Terminal terminal = Terminal.standardOutput();
                TextTable table =
                        new TextTable(
                                TextTable.Column.text("code", 0),
                                TextTable.Column.text("name", 0),
                                TextTable.Column.text("note", 0));
                countries.forEach(country ->
                        table.row(
                                country.code(),
                                country.name(),
                                Objects.requireNonNullElse(country.note(), "")));
                PrintWriter out = terminal.writer(System.out);
                table.lines(terminal).forEach(out::println);
                out.flush();
            }
        }
        return ExitStatus.SUCCESS;
    }

    private List<Countries.Country> named() {
        List<Countries.Country> countries = new ArrayList<>();
        for (String code : codes) {
            countries.add(
                    Countries.find(code)
                            .orElseThrow(() ->
                                    new CommandFailure(
                                            ExitStatus.FAILURE,
                                            "nothing is known of the country code `"
                                                    + TextTable.printable(code)
                                                    + "`")));
        }
        return countries;
    }
}
