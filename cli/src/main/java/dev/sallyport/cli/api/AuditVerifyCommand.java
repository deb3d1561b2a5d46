package dev.sallyport.cli.api;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.audit.ExportVerifier;
import dev.sallyport.cli.audit.StoppedServer;
import dev.sallyport.control.audit.AuditFinding;
import dev.sallyport.control.audit.AuditPublicKey;
import dev.sallyport.control.audit.ExportEnd;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.AuditHeadReader;
import dev.sallyport.document.AuditKeys;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether an audit log is what was written, and if not, which record is the first that is not.",
            "Ends with 0 if it is and 1 if it is not."
        })
final class AuditVerifyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ApiOptions api;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /* What is verified. */
    static final class What {
        @Parameters(paramLabel = "FILE", description = "An export, offline; needs --key.")
        private @Nullable Path file;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The data folder of a server that is stopped.")
        private @Nullable Path data;

        @Option(names = "--live", description = "The log of the running server.")
        private boolean live;
    }

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public keys, as `audit keys --output json` shows them, kept from earlier;"
                            + " without it, what is verified says itself which key it is.")
    private @Nullable Path key;

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description =
                    "A head that was kept from earlier, as `audit head --output json` shows it or a"
                            + " webhook told it; shows a tail that was cut. May be given repeatedly.")
    private List<Path> heads = List.of();

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "With --live: the part of a tenant.")
    private @Nullable String tenant;

    @Override
    public Integer call() {
        List<SignedHead> kept = new ArrayList<>();
        heads.forEach(file -> kept.add(read(file, "head", AuditHeadReader::read)));
        try {
            return said(verdict(kept));
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitStatus.FAILURE, "the log cannot be read: " + failed.getMessage());
        }
    }

    private ExportVerifier.Verdict verdict(List<SignedHead> kept) throws IOException {
        Path file = what.file;
        Path data = what.data;
        if (file != null) {
            if (key == null) {
                throw new ParameterException(
                        spec.commandLine(), "a file is verified with a key: give --key FILE");
            }
            try (InputStream export = new BufferedInputStream(Files.newInputStream(file))) {
                return ExportVerifier.verify(export, keys(key), kept);
            }
        }
        if (data != null) {
            List<AuditPublicKey> known = key == null ? StoppedServer.keys(data) : keys(key);
            List<SignedHead> all = new ArrayList<>(kept);
            Path own = data.resolve(StoppedServer.HEAD_FILE);
            if (Files.exists(own)) {
                all.add(read(own, "head", AuditHeadReader::read));
            }
            return StoppedServer.export(data, export -> ExportVerifier.verify(export, known, all));
        }
        if (!what.live) {
            throw new ParameterException(spec.commandLine(), "what is to be verified is missing");
        }
        try (ApiClient client = api.connect()) {
            if (tenant == null) {
                requireUnbroken(client);
            }
            List<AuditPublicKey> known = key == null ? keys(client) : keys(key);
            try (InputStream export =
                    new BufferedInputStream(client.lines(AuditCommand.path(tenant) + ":export"))) {
                return ExportVerifier.verify(export, known, kept);
            }
        }
    }

    /* A server signs whatever is there; what it knows of an earlier head says its doctor. */
    private static void requireUnbroken(ApiClient client) {
        for (JsonNode finding : client.ask("GET", "/api/v1/doctor", null).json().path("findings")) {
            if (finding.path("code").asString("").equals("audit.chain-broken")) {
                throw new CommandFailure(
                        ExitStatus.FAILURE,
                        "the audit log is broken: " + finding.path("seen").asString(""));
            }
        }
    }

    private int said(ExportVerifier.Verdict verdict) {
        AuditFinding finding = verdict.finding();
        ExportEnd end = verdict.end();
        if (finding != null || end == null) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "the audit log is broken: "
                            + (finding == null ? "it has no end" : finding.detail()));
        }
        if (end.tenant() != null && !heads.isEmpty()) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "a head is about the whole log, and this is the part of tenant "
                            + end.tenant());
        }
        if (api.isJson()) {
            spec.commandLine().getOut().println(json(verdict.records(), end));
            return ExitStatus.SUCCESS;
        }
        api.say(
                "the audit log is intact: "
                        + verdict.records()
                        + (verdict.records() == 1 ? " record" : " records")
                        + (end.after() == 0 ? "" : " behind record " + end.after())
                        + " through "
                        + end.through()
                        + (end.tenant() == null ? "" : " of tenant " + end.tenant())
                        + ", as of "
                        + end.at());
        if (key == null) {
            api.say(
                    "with the key that came with it; keep `audit keys` and `audit head` elsewhere to"
                            + " verify against them");
        }
        return ExitStatus.SUCCESS;
    }

    private static String json(long records, ExportEnd end) {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        document.put("intact", true);
        document.put("records", records);
        document.put("after", end.after());
        document.put("through", end.through());
        document.put("tenant", end.tenant() == null ? null : end.tenant().toString());
        document.put("at", end.at().toString());
        return document.toString();
    }

    private static List<AuditPublicKey> keys(Path file) {
        return read(file, "key set", AuditKeys::read);
    }

    private static List<AuditPublicKey> keys(ApiClient client) {
        String text = client.ask("GET", "/api/v1/audit/keys", null).text();
        return done(
                AuditKeys.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                "the server's key set");
    }

    /* Reads one document of a file. */
    @FunctionalInterface
    private interface Reader<T> {
        Outcome<T> read(InputStream bytes);
    }

    private static <T> T read(Path file, String kind, Reader<T> reader) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return done(reader.read(bytes), "file `" + file + "`");
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "the "
                            + kind
                            + " in file `"
                            + file
                            + "` cannot be read: "
                            + failed.getMessage());
        }
    }

    private static <T> T done(Outcome<T> outcome, String where) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new CommandFailure(
                            ExitStatus.FAILURE, where + " has a fault: " + problem.detail());
        };
    }
}
