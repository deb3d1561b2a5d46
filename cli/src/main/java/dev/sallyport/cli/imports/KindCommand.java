package dev.sallyport.cli.imports;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import dev.sallyport.cli.api.ApiAnswer;
import dev.sallyport.cli.api.ApiClient;
import dev.sallyport.cli.api.ApiOptions;
import dev.sallyport.cli.api.ObservedImpact;
import dev.sallyport.cli.api.TenantIntake;
import dev.sallyport.cli.log.LogOptions;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.whatif.ImpactOptions;
import dev.sallyport.cli.whatif.OfflineImpact;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.ImportTerms;
import dev.sallyport.compat.imports.KindGuess;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.document.SubmissionWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One kind of source: read it, say what became of every entry, show the impact, and save it if
 * asked.
 */
abstract class KindCommand implements Callable<Integer> {

    private static final int MOST_FAULTS = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to take over; - for standard input.")
    private String file = "";

    @Option(
            names = "--skip-faulty",
            description =
                    "Leave out entries that are not valid; else any of them refuses the file.")
    private boolean skipFaulty;

    @Option(
            names = "--brief",
            description = "Show no line for entries that were taken as they are written.")
    private boolean brief;

    @Option(
            names = "--policy-out",
            paramLabel = "FILE",
            description = "Write the policy to a new file, JSON as `policy put` takes it.")
    private @Nullable Path policyOut;

    @Option(names = "--force", description = "Let --policy-out replace a file that is there.")
    private boolean force;

    @Option(
            names = "--log",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Access logs: shows whom the policy would deny of those in them, as `what-if`"
                            + " does, without a server.")
    private List<String> logs = List.of();

    @Option(
            names = "--tenant",
            paramLabel = "ID",
            description =
                    "Save it at the server: as the first revision of a tenant that has none, in"
                            + " MONITOR, else as the draft; shows the impact on what was observed.")
    private @Nullable String tenant;

    @Option(names = "--dry-run", description = "With --tenant: show the impact and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--as-draft",
            description = "With --tenant: save it as the draft even if there is no revision yet.")
    private boolean asDraft;

    @Option(
            names = "--replace-draft",
            description = "With --tenant: put it in the place of a draft that is there.")
    private boolean replaceDraft;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "With --tenant: of how many days the impact is shown; 30 if not said.")
    private int days = 30;

    @Option(
            names = "--override",
            split = ",",
            paramLabel = "CODE",
            description =
                    "With --tenant: a refusal of the server to go ahead of, such as"
                            + " policy.geo-missing; needs --reason.")
    private List<String> overrides = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private @Nullable String reason;

    @Mixin private ApiOptions api;
    @Mixin private LogOptions logOptions;
    @Mixin private ImpactOptions impactOptions;

    /** Returns the name of the kind, which is that of the command. */
    abstract String kind();

    /** Returns what reads the kind. */
    abstract SourceReader reader();

    @Override
    public Integer call() throws IOException {
        check();
        SourceFile source = new SourceFile(file);
        byte[] bytes = source.bytes();
        ImportOutcome outcome =
                reader().read(
                                bytes,
                                new ImportTerms(Instant.now(), skipFaulty, PolicyLimits.DEFAULT));
        ObjectNode document = ImportJson.write(kind(), source.label(), outcome);
        return switch (outcome) {
            case ImportOutcome.Refused refused -> {
                if (api.isJson()) {
                    print(document);
                }
                throw failure(source, bytes, refused);
            }
            case ImportOutcome.Taken taken -> finish(source, taken, document);
        };
    }

    private void check() {
        if (tenant == null && (dryRun || asDraft || replaceDraft)) {
            throw usage("--dry-run, --as-draft and --replace-draft need --tenant");
        }
        if (file.equals(SourceFile.STANDARD_INPUT) && logs.contains(SourceFile.STANDARD_INPUT)) {
            throw usage("standard input is either the file or a log");
        }
        if (!overrides.isEmpty() && (reason == null || reason.isBlank())) {
            throw usage("--override needs --reason");
        }
        logOptions.check();
        impactOptions.check();
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private CommandFailure failure(SourceFile source, byte[] bytes, ImportOutcome.Refused refused) {
        List<String> lines = new ArrayList<>();
        List<ImportLine> faults = refused.report().faults();
        for (ImportLine fault : faults.subList(0, Math.min(faults.size(), MOST_FAULTS))) {
            lines.addAll(RefusalLines.of(fault));
        }
        if (faults.size() > MOST_FAULTS) {
            lines.add("  and " + (faults.size() - MOST_FAULTS) + " more");
        }
        if (faults.isEmpty()) {
            refused.report().lines().stream()
                    .limit(MOST_FAULTS)
                    .forEach(line -> lines.addAll(RefusalLines.of(line)));
        }
        if (!refused.hint().isEmpty()) {
            lines.add(RefusalLines.printable("  " + refused.hint()));
        }
        String guess = KindGuess.of(bytes).orElse(kind());
        if (guess.equals("policy")) {
            lines.add(
                    "  it looks like a policy: sallyport policy put TENANT --policy "
                            + source.name());
        } else if (!guess.equals(kind())) {
            lines.add(
                    "  it looks like another kind: sallyport import "
                            + guess
                            + " "
                            + source.name());
        }
        return new CommandFailure(
                ExitStatus.INVALID_POLICY, source.label() + ": " + refused.why(), lines);
    }

    private Integer finish(SourceFile source, ImportOutcome.Taken taken, ObjectNode document)
            throws IOException {
        PolicySubmission policy = taken.policy();
        if (!api.isJson()) {
            Terminal terminal = Terminal.standardOutput();
            new ImportText(terminal.writer(System.out), terminal)
                    .write(source.label() + " (" + kind() + ")", taken.report(), policy, brief);
        }
        if (policyOut != null) {
            writePolicy(policyOut, policy);
            say("written to " + policyOut);
        }
        boolean isComplete = true;
        if (!logs.isEmpty()) {
            Path name = policyOut == null ? Path.of("POLICY.json") : policyOut;
            OfflineImpact impact =
                    impactOptions.judge(PolicyFile.assembled(policy), name, logs, logOptions);
            if (api.isJson()) {
                ByteArrayOutputStream written = new ByteArrayOutputStream();
                impact.writeJson(written);
                document.set("logImpact", JSON.readTree(written.toByteArray()));
            } else {
                System.out.println();
                impact.writeTables(System.out);
            }
            isComplete = impact.sayWhatIsMissing(spec.commandLine().getErr());
        }
        if (tenant != null) {
            save(tenant, policy, document);
        } else if (policyOut == null) {
            say(
                    "nothing was saved: --policy-out writes the policy to a file, --tenant brings it to a server");
        }
        if (api.isJson()) {
            print(document);
        }
        return isComplete ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private void say(String sentence) {
        if (!api.isJson()) {
            System.out.println(RefusalLines.printable(sentence));
            System.out.flush();
        }
    }

    private static void print(ObjectNode document) {
        System.out.println(document);
        System.out.flush();
    }

    private void writePolicy(Path to, PolicySubmission policy) {
        String text =
                JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(JSON.readTree(SubmissionWriter.write(policy)))
                        + "\n";
        try {
            if (force) {
                Path _ = Files.writeString(to, text);
            } else {
                Path _ = Files.writeString(to, text, StandardOpenOption.CREATE_NEW);
            }
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "there is a file `" + to + "` already; nothing was changed",
                    List.of("  let it be replaced with --force"));
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitStatus.FAILURE, "`" + to + "` cannot be written: " + failed.getMessage());
        }
    }

    private void save(String id, PolicySubmission policy, ObjectNode document) {
        String text = SubmissionWriter.write(policy);
        try (ApiClient client = api.connect()) {
            TenantIntake intake = TenantIntake.of(client, id);
            if (!replaceDraft && !dryRun) {
                intake.requireNoDraft();
            }
            ObjectNode question = JSON.createObjectNode();
            question.put("days", days).put("losers", 20).set("policy", JSON.readTree(text));
            ObservedImpact impact = ObservedImpact.ask(client, id, question);
            ObjectNode saved = document.putObject("tenant");
            saved.put("id", id);
            saved.set("impact", impact.answer().json());
            if (!api.isJson()) {
                System.out.println();
                say(
                        "Impact on what was observed of tenant "
                                + id
                                + " in the last "
                                + days
                                + " days:");
                impact.say(api);
                Terminal terminal = Terminal.standardOutput();
                impact.losers().lines(terminal).forEach(System.out::println);
                System.out.println();
            }
            if (dryRun) {
                saved.put("saved", "nothing");
                say("dry run: nothing was changed");
                return;
            }
            boolean publishes = intake.isFirst() && !asDraft;
            ApiAnswer answer =
                    publishes
                            ? intake.publish(text, ApiClient.overrideQuery(overrides, reason))
                            : intake.saveDraft(text);
            saved.put("saved", publishes ? "published" : "draft").put("etag", answer.entityTag());
            sayNext(id, intake, publishes, answer.entityTag());
        }
    }

    private void sayNext(String id, TenantIntake intake, boolean publishes, String tag) {
        if (publishes) {
            say("published as revision " + tag + ", MONITOR: nobody is denied");
            say("  watch it:  sallyport monitor show " + id);
            say("  undo:      sallyport policy rollback " + id + " 0");
            return;
        }
        say(
                "saved as draft "
                        + tag
                        + " of tenant "
                        + id
                        + ": evaluated beside the active revision, nothing enforced");
        if (intake.rules() > 0) {
            say(
                    "  publishing it would replace the %d rules of the active revision"
                            .formatted(intake.rules()));
        }
        if (intake.mode().equals("ENFORCE")) {
            say(
                    "  its mode is MONITOR and the active revision is in ENFORCE: publishing it as it is would end enforcing");
        }
        say("  watch it:  sallyport policy what-if " + id + " --draft");
        say("  publish:   sallyport policy draft publish " + id);
        say("  undo:      sallyport policy draft discard " + id);
    }
}
