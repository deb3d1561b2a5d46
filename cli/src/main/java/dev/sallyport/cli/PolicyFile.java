package dev.sallyport.cli;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.ChannelsReader;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.PolicyReader;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Policies and channel declarations in files, read as the server would read them. */
public final class PolicyFile {

    private PolicyFile() {}

    /**
     * Returns the policy that a file holds; entries without an id are given one.
     *
     * @throws CommandFailure if the file cannot be read or the policy has faults
     */
    public static Policy read(Path file) {
        return assembled(Problems.orFail(outcome(file, PolicyReader::read), file.toString()));
    }

    /**
     * Returns the channels that a file declares.
     *
     * @throws CommandFailure if the file cannot be read or the declarations have faults
     */
    public static List<ChannelDeclaration> readChannels(Path file) {
        return Problems.orFail(outcome(file, ChannelsReader::read), file.toString());
    }

    /**
     * Checks that a policy names no channel which is not declared.
     *
     * @param file where the policy is from, for the message
     * @throws CommandFailure if it does
     */
    public static void requireKnownChannels(Policy policy, ChannelTable channels, Path file) {
        List<Fault> faults = new ArrayList<>();
        List<Rule> rules = policy.rules();
        for (int i = 0; i < rules.size(); i++) {
            String pointer = "/rules/" + i + "/scope";
            Stream<ChannelId> named =
                    Stream.concat(
                            rules.get(i).scope().channels().stream(),
                            rules.get(i).scope().exceptChannels().stream());
            named.filter(id -> !channels.knows(id))
                    .sorted()
                    .forEach(id ->
                            faults.add(
                                    new Fault(
                                            ProblemCode.CHANNEL_UNKNOWN,
                                            pointer,
                                            "channel `" + id + "` is not declared",
                                            ProblemCode.CHANNEL_UNKNOWN.remedy())));
        }
        if (!faults.isEmpty()) {
            Problem problem =
                    Problem.of(
                            ProblemCode.POLICY_INVALID,
                            "the policy names unknown channels",
                            faults);
            Problems.orFail(Outcome.refused(problem), file.toString());
        }
    }

    /**
     * Returns the text of a file that is sent as it is.
     *
     * @throws CommandFailure if the file cannot be read
     */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw missing(file);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static CommandFailure missing(Path file) {
        return new CommandFailure(ExitStatus.FAILURE, "there is no file `" + file + "`");
    }

    private static <T> Outcome<T> outcome(
            Path file, BiFunction<InputStream, DocumentLimits, Outcome<T>> reader) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return reader.apply(bytes, DocumentLimits.DEFAULT);
        } catch (NoSuchFileException missing) {
            throw missing(file);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        } catch (UncheckedIOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static CommandFailure unreadable(Path file, Exception failure) {
        return new CommandFailure(
                ExitStatus.FAILURE, "`" + file + "` cannot be read: " + failure.getMessage());
    }

    /** Returns the policy that a submission asks for; entries without an id are given one. */
    public static Policy assembled(PolicySubmission submission) {
        List<Rule> rules = new ArrayList<>();
        int[] number = {0};
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
        Mode mode = submission.mode();
        return new Policy(
                mode == null ? Mode.MONITOR : mode, submission.authorizedClients(), rules);
    }

    private static List<Entry> entries(List<EntrySubmission> submitted, int[] number) {
        List<Entry> entries = new ArrayList<>(submitted.size());
        for (EntrySubmission entry : submitted) {
            entries.add(entry.toEntry(new EntryId("entry-" + number[0]++)));
        }
        return entries;
    }
}
