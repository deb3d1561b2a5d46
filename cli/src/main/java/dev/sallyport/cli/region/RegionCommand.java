package dev.sallyport.cli.region;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.api.ApiOptions;
import dev.sallyport.cli.api.ApiRegions;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.egress.region.RegionFinder;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport region}: what the feeds of clouds say of addresses and hosts. */
@Command(
        name = "region",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says of which provider, region and service addresses and hosts are, by the feeds that"
                    + " providers publish: every entry that holds the address, the longest prefix"
                    + " first.",
            "With --feed the files answer and nothing is asked over the network but the addresses of"
                    + " hosts; without, the server answers from the feeds it has loaded."
        },
        footer = {
            "",
            "Exit status: 0 everything was found, 1 something is in no feed or has no address, 2"
                    + " usage, 5 the server cannot be reached.",
            "",
            "Example:",
            "  sallyport region 3.5.140.7 sallyport.example.com --feed ip-ranges.json --feed"
                    + " cloudflare=ips-v4.txt"
        })
public final class RegionCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "ADDRESS|HOST",
            description =
                    "IPv4 or IPv6 addresses; of a host name all addresses, which needs the DNS.")
    private List<String> asked = List.of();

    @Option(
            names = "--feed",
            paramLabel = "[PROVIDER=]FILE",
            description =
                    "A feed in a file, as its provider publishes it, gzip or not; may be given"
                            + " several times. The format is recognised.")
    private List<String> files = List.of();

    @Option(
            names = "--offline",
            description = "Ask nothing over the network: only --feed, no hosts.")
    private boolean offline;

    @Mixin private ApiOptions api;

    @Override
    public Integer call() {
        List<Asked> all = asked.stream().map(this::parse).toList();
        if (all.size() > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "at most " + MOST + " can be asked for");
        }
        if (offline && files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--offline needs --feed");
        }
        for (Asked each : all) {
            if (offline && each.isHost()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "`" + each.text() + "` is a host, and --offline asks no DNS");
            }
        }
        if (!files.isEmpty()) {
            RegionFinder finder =
                    RegionFinder.of(FeedFiles.read(files, odd -> warn("warning: " + odd)));
            return answer(all, address -> FoundRegion.of(finder.find(address)));
        }
        try (ApiRegions regions = new ApiRegions(api)) {
            return answer(all, address -> FoundRegion.of(regions.of(address)));
        }
    }

    private Asked parse(String text) {
        try {
            return Asked.of(text);
        } catch (AddressSyntaxException malformed) {
            throw new ParameterException(
                    spec.commandLine(),
                    Objects.requireNonNullElse(malformed.getMessage(), "that is no address")
                            + " and no host name");
        }
    }

    private record Line(Asked asked, IpAddress address, List<FoundRegion> answers) {}

    private int answer(List<Asked> all, Function<IpAddress, List<FoundRegion>> regions) {
        List<Line> lines = new ArrayList<>();
        boolean complete = true;
        for (Asked each : all) {
            Asked resolved = each.resolved();
            if (resolved == null) {
                warn("sallyport: host `" + each.text() + "` has no address");
                complete = false;
                continue;
            }
            for (IpAddress address : resolved.addresses()) {
                List<FoundRegion> answers = regions.apply(address);
                complete &= !answers.isEmpty();
                lines.add(new Line(resolved, address, answers));
            }
        }
        if (api.isJson()) {
            json(lines);
        } else {
            table(lines);
        }
        return complete ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private void warn(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(TextTable.printable(sentence));
        err.flush();
    }

    private static void table(List<Line> lines) {
        Terminal terminal = Terminal.standardOutput();
        TextTable table =
                new TextTable(
                        TextTable.Column.text("asked", 2),
                        TextTable.Column.text("address", 0),
                        TextTable.Column.text("provider", 0),
                        TextTable.Column.text("region", 0),
                        TextTable.Column.text("service", 0),
                        TextTable.Column.text("prefix", 0),
                        TextTable.Column.text("feed date", 1));
        for (Line line : lines) {
            String host = line.asked().isHost() ? line.asked().text() : "";
            String address = line.address().toString();
            if (line.answers().isEmpty()) {
                table.row(host, address, "in no feed", "", "", "", "");
            }
            for (FoundRegion answer : line.answers()) {
                table.row(
                        host,
                        address,
                        answer.provider(),
                        answer.region(),
                        answer.service(),
                        answer.prefix(),
                        answer.feedDate());
                host = "";
                address = "";
            }
        }
        PrintWriter out = terminal.writer(System.out);
        table.lines(terminal).forEach(out::println);
        out.flush();
    }

    private static void json(List<Line> lines) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        for (Line line : lines) {
            ObjectNode node =
                    array.addObject()
                            .put("asked", line.asked().text())
                            .put("address", line.address().toString());
            ArrayNode answers = node.putArray("answers");
            for (FoundRegion answer : line.answers()) {
                answer.write(answers.addObject());
            }
        }
        System.out.println(array);
        System.out.flush();
    }
}
