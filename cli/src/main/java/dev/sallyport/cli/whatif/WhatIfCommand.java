package dev.sallyport.cli.whatif;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.OutputFormat;
import dev.sallyport.cli.PolicyFile;
import dev.sallyport.cli.log.LogOptions;
import dev.sallyport.engine.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport what-if}: says from access logs who a policy would deny, without any server. */
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says from access logs whom a policy would deny, and the smallest entries that would"
                    + " admit them.",
            "No server is needed and nothing is sent anywhere. Every request is judged at one"
                    + " instant, now or --at; what counts is what the rules say, whatever the mode."
        },
        footer = {
            "",
            "Exit status: 0 whatever it finds, 1 if a log cannot be read to its end or geo data is"
                    + " unusable, 2 usage, 4 if the policy is invalid.",
            "",
            "Example:",
            "  sallyport what-if --log /var/log/nginx/access.log* --policy policy.json"
        })
public final class WhatIfCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--log",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Access logs: combined, common or JSON lines, plain or gzip; `-` is standard"
                            + " input.")
    private List<String> logs = List.of();

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "The policy, JSON as the API takes it.")
    private Path policyFile = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "table|json",
            converter = OutputFormat.Reader.class,
            description = "How to write the result; a table if not said.")
    private OutputFormat output = OutputFormat.TABLE;

    @Mixin private LogOptions logOptions;

    @Mixin private ImpactOptions impactOptions;

    /**
     * Answers the question on standard output.
     *
     * @throws CommandFailure if a file cannot be read or the policy is not valid
     */
    @Override
    public Integer call() {
        impactOptions.check();
        logOptions.check();
        Policy policy = PolicyFile.read(policyFile);
        OfflineImpact impact = impactOptions.judge(policy, policyFile, logs, logOptions);
        switch (output) {
            case TABLE -> impact.writeTables(System.out);
            case JSON -> impact.writeJson(System.out);
        }
        return impact.sayWhatIsMissing(spec.commandLine().getErr())
                ? ExitStatus.SUCCESS
                : ExitStatus.FAILURE;
    }
}
