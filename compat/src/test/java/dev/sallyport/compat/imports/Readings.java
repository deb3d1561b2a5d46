package dev.sallyport.compat.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.whatif.WhatIf;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Readings of texts, and what they say, in the words that tests compare. */
public final class Readings {

    /** The instant of every test. */
    public static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private Readings() {}

    /** Returns the terms on which faults refuse. */
    public static ImportTerms strict() {
        return new ImportTerms(NOW, false, PolicyLimits.DEFAULT);
    }

    /** Returns the terms on which faults are skipped. */
    public static ImportTerms skipping() {
        return new ImportTerms(NOW, true, PolicyLimits.DEFAULT);
    }

    /** Returns what came of a text. */
    public static ImportOutcome read(SourceReader reader, String text) {
        return reader.read(text.getBytes(UTF_8), strict());
    }

    /** Returns the policy of a text that has to be one. */
    public static ImportOutcome.Taken taken(SourceReader reader, String text) {
        return taken(read(reader, text));
    }

    /** Returns an outcome that has to be a policy, in MONITOR. */
    public static ImportOutcome.Taken taken(ImportOutcome outcome) {
        assertThat(outcome)
                .as("%s", lines(outcome.report()))
                .isInstanceOf(ImportOutcome.Taken.class);
        ImportOutcome.Taken taken = (ImportOutcome.Taken) outcome;
        assertThat(taken.policy().mode()).isEqualTo(Mode.MONITOR);
        return taken;
    }

    /** Returns the refusal of a text that has to be refused. */
    public static ImportOutcome.Refused refused(SourceReader reader, String text) {
        ImportOutcome outcome = read(reader, text);
        assertThat(outcome).isInstanceOf(ImportOutcome.Refused.class);
        return (ImportOutcome.Refused) outcome;
    }

    /** Returns a line for each rule: its effect, id, sources and exceptions. */
    public static List<String> rules(PolicySubmission policy) {
        return policy.rules().stream().map(Readings::rule).toList();
    }

    private static String rule(RuleSubmission rule) {
        return rule.effect()
                + " "
                + rule.id()
                + (rule.life().enabled() ? "" : " (disabled)")
                + " "
                + sources(rule.sources())
                + (rule.except().isEmpty() ? "" : " except " + sources(rule.except()));
    }

    private static List<String> sources(List<EntrySubmission> entries) {
        return entries.stream().map(entry -> entry.source().toString()).toList();
    }

    /** Returns a line for each entry: its place, text, fate and reason. */
    public static List<String> lines(ImportReport report) {
        return report.lines().stream()
                .map(line ->
                        line.place()
                                + ": "
                                + line.text()
                                + ": "
                                + line.fate().word()
                                + (line.why().isEmpty() ? "" : ": " + line.why()))
                .toList();
    }

    /** Returns the policy, every entry with an id. */
    public static Policy policy(PolicySubmission submission) {
        int[] number = {0};
        List<Rule> rules = new ArrayList<>();
        for (RuleSubmission rule : submission.rules()) {
            rules.add(
                    new Rule(
                            rule.id(),
                            rule.name(),
                            rule.effect(),
                            entries(rule.sources(), number),
                            entries(rule.except(), number),
                            rule.scope().toScope(),
                            rule.life(),
                            rule.onTrial()));
        }
        return new Policy(Mode.MONITOR, ClientAuthorization.IGNORE, rules);
    }

    private static List<Entry> entries(List<EntrySubmission> submitted, int[] number) {
        List<Entry> entries = new ArrayList<>();
        for (EntrySubmission entry : submitted) {
            entries.add(entry.toEntry(new EntryId("entry-" + number[0]++)));
        }
        return entries;
    }

    /** Returns what answers for addresses what a policy says of them. */
    public static Verdicts verdicts(PolicySubmission submission, GeoData geo) {
        WhatIf whatIf =
                new WhatIf(
                        new TenantState(
                                new TenantId("acme"),
                                0,
                                0,
                                policy(submission),
                                null,
                                Map.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                geo,
                                List.of(),
                                DeploymentSwitch.ENFORCE),
                        NOW.toEpochMilli());
        return address -> whatIf.judge(address, Channel.OTHER, Principal.ANONYMOUS).evaluated();
    }

    /** What a policy says of addresses. */
    @FunctionalInterface
    public interface Verdicts {
        /** Returns what it says of one. */
        Effect of(IpAddress address);
    }
}
