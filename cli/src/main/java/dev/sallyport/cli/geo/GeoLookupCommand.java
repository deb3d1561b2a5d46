package dev.sallyport.cli.geo;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.GeoFiles;
import dev.sallyport.cli.OutputFormat;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.control.geo.Countries;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.geo.GeoDatabase;
import dev.sallyport.geo.GeoFile;
import dev.sallyport.geo.GeoKind;
import dev.sallyport.geo.GeoPart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport geo lookup}: country and origin of addresses by files, without any server. */
@Command(
        name = "lookup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Says country and origin of addresses as a server with these files would see them.",
        footer = {
            "",
            "ZZ: the files hold no answer. A blank: they hold no data for that family, so a rule"
                    + " that asks is in doubt.",
            "",
            "Example:",
            "  sallyport geo lookup 203.0.113.7 2001:db8::1 --geo country.mmdb"
        })
final class GeoLookupCommand implements Callable<Integer> {

    private record Found(
            IpAddress address,
            @Nullable String country,
            @Nullable String name,
            @Nullable Long asn,
            List<String> files) {}

    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "IPv4 or IPv6 addresses.")
    private List<String> addresses = List.of();

    @Option(
            names = "--geo",
            required = true,
            paramLabel = "FILE.mmdb",
            description = "MaxMind DB files with countries or origins; may be given several times.")
    private List<Path> files = List.of();

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "How to write the result; a table if not said.")
    private OutputFormat output = OutputFormat.TABLE;

    @Override
    public Integer call() {
        List<IpAddress> asked = addresses.stream().map(this::address).toList();
        GeoDatabase database = GeoFiles.read(files);
        List<Found> found = asked.stream().map(address -> look(database, address)).toList();
        switch (output) {
            case JSON -> json(database, found);
            case TABLE -> table(database, found);
        }
        return ExitStatus.SUCCESS;
    }

    /* An IPv4-mapped address is the IPv4 address, as it is in a request. */
    private IpAddress address(String text) {
        try {
            return IpAddress.parse(text).unmapped();
        } catch (AddressSyntaxException malformed) {
            throw new ParameterException(
                    spec.commandLine(),
                    Objects.requireNonNullElse(malformed.getMessage(), "that is no address"));
        }
    }

    private static Found look(GeoDatabase database, IpAddress address) {
        var table = database.table();
        var country = table.hasCountries(address.family()) ? table.country(address) : null;
        long asn = table.hasAsns(address.family()) ? table.asn(address) : 0;
        List<String> names = new ArrayList<>();
        for (GeoFile file : database.files()) {
            boolean asked =
                    file.parts().contains(new GeoPart(GeoKind.COUNTRY, address.family()))
                            || file.parts().contains(new GeoPart(GeoKind.ASN, address.family()));
            if (asked) {
                names.add(Objects.toString(file.path().getFileName(), ""));
            }
        }
        return new Found(
                address,
                country == null ? null : country.value(),
                country == null ? null : Countries.nameOf(country),
                asn == 0 ? null : asn,
                names);
    }

    private static void table(GeoDatabase database, List<Found> all) {
        Terminal terminal = Terminal.standardOutput();
        TextTable table =
                new TextTable(
                        TextTable.Column.text("address", 0),
                        TextTable.Column.text("code", 0),
                        TextTable.Column.text("country", 0),
                        TextTable.Column.number("asn", 0),
                        TextTable.Column.text("file", 2),
                        TextTable.Column.text("edition", 1));
        for (Found found : all) {
            table.row(
                    found.address().toString(),
                    Objects.requireNonNullElse(found.country(), ""),
                    Objects.requireNonNullElse(found.name(), ""),
                    found.asn() == null ? "" : found.asn().toString(),
                    String.join(", ", found.files()),
                    database.table().edition());
        }
        PrintWriter out = terminal.writer(System.out);
        table.lines(terminal).forEach(out::println);
        out.flush();
    }

    private static void json(GeoDatabase database, List<Found> all) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        for (Found found : all) {
            ObjectNode node =
                    array.addObject()
                            .put("address", found.address().toString())
                            .put("country", found.country())
                            .put("countryName", found.name())
                            .put("asn", found.asn())
                            .put("geoEdition", database.table().edition());
            ArrayNode names = node.putArray("files");
            found.files().forEach(names::add);
        }
        System.out.println(array);
        System.out.flush();
    }
}
