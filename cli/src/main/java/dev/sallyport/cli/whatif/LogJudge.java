package dev.sallyport.cli.whatif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.log.LineFault;
import dev.sallyport.cli.log.LineHandler;
import dev.sallyport.cli.log.LogException;
import dev.sallyport.cli.log.LogLine;
import dev.sallyport.cli.log.LogReader;
import dev.sallyport.cli.log.LogSource;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.control.whatif.WhatIf;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads logs, counts their requests and has them judged. One question each; not thread-safe. */
final class LogJudge {

    private static final int SAMPLES = 5;
    private static final int SAMPLE_LENGTH = 160;
    private static final TenantId NOBODY = new TenantId("what-if");

    private final Question question;
    private final WhatIf policy;
    private final List<Channel> channels = new ArrayList<>();
    private final Map<Channel, Integer> channelNumbers = new HashMap<>();
    private final TrafficCounter counter;
    private final List<Answer.UnparsedLine> samples = new ArrayList<>();
    private final List<Answer.BrokenLog> broken = new ArrayList<>();
    private long lines;
    private long unparsed;

    LogJudge(Question question) {
        this.question = question;
        policy = new WhatIf(state(question), question.at().toEpochMilli());
        know(Channel.OTHER);
        know(Channel.AMBIGUOUS);
        ChannelTable declared = question.channels();
        if (declared != null) {
            declared.declarations().stream()
                    .map(ChannelDeclaration::id)
                    .map(Channel::of)
                    .forEach(this::know);
        }
        counter = new TrafficCounter(policy, channels, question.pairs());
    }

    private static TenantState state(Question question) {
        return new TenantState(
                NOBODY,
                0,
                0,
                question.policy(),
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                question.geo(),
                List.of(),
                DeploymentSwitch.ENFORCE);
    }

    private void know(Channel channel) {
        if (channelNumbers.putIfAbsent(channel, channels.size()) == null) {
            channels.add(channel);
        }
    }

    /** Reads and judges everything; a log that breaks off is told of in the answer. */
    Answer judge(Progress progress) {
        LogReader reader = new LogReader(question.format(), question.fields());
        long bytesBefore = 0;
        for (LogSource log : question.logs()) {
            try {
                lines += reader.read(log, new Lines(log, bytesBefore, progress));
                bytesBefore += log.size();
            } catch (LogException failure) {
                lines += failure.lines();
                broken.add(
                        new Answer.BrokenLog(
                                log.label(), failure.lines(), words(failure.failure())));
            } catch (IOException vanished) {
                broken.add(new Answer.BrokenLog(log.label(), 0, words(vanished)));
            }
        }
        return new Answer(
                lines,
                unparsed,
                samples,
                broken,
                new Answer.Folding(question.pairs(), counter.ipv4Length(), counter.ipv6Length()),
                question.channels() == null && namesChannels(question.policy()),
                policy.report(counter.traffic(), question.mergedLimit(), question.busiest()));
    }

    private static String words(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static boolean namesChannels(Policy policy) {
        return policy.rules().stream()
                .anyMatch(rule -> rule.life().enabled() && rule.scope().namesChannels());
    }

    /* The lines of one log. */
    private final class Lines implements LineHandler {

        private final LogSource log;
        private final long bytesBefore;
        private final Progress progress;
        private final long linesBefore = lines;

        Lines(LogSource log, long bytesBefore, Progress progress) {
            this.log = log;
            this.bytesBefore = bytesBefore;
            this.progress = progress;
        }

        @Override
        public void request(LogLine line) {
            counter.count(line, channel(line));
        }

        private int channel(LogLine line) {
            ChannelTable declared = question.channels();
            if (declared == null) {
                return 0;
            }
            String target =
                    line.pathFrom() == line.pathTo()
                            ? null
                            : new String(
                                    line.pathBytes(),
                                    line.pathFrom(),
                                    line.pathTo() - line.pathFrom(),
                                    ISO_8859_1);
            return channelNumbers.getOrDefault(declared.classify(target), 0);
        }

        @Override
        public void unparsed(long number, LineFault fault, byte[] bytes, int from, int to) {
            unparsed++;
            if (samples.size() < SAMPLES) {
                int length = Math.min(to - from, SAMPLE_LENGTH);
                samples.add(
                        new Answer.UnparsedLine(
                                log.label(),
                                number,
                                fault,
                                new String(bytes, from, length, UTF_8)));
            }
        }

        @Override
        public void progress(long position, long number) {
            progress.update(bytesBefore + position, linesBefore + number);
        }
    }
}
