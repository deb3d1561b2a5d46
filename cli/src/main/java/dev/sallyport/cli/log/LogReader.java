package dev.sallyport.cli.log;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads logs line by line, plain or gzip, whatever their size: memory does not grow with the log or
 * its lines. Lines end in LF or CR LF; the last one may end with the log.
 */
public final class LogReader {

    /* How many lines are looked at to find out the format. */
    private static final int SAMPLE = 100;

    private final LogFormat format;
    private final LogFields fields;
    private final LogLine line = new LogLine();

    /** Reads logs of a format, or of whichever each has. */
    public LogReader(LogFormat format, LogFields fields) {
        this.format = format;
        this.fields = fields;
    }

    /**
     * Reads a log to its end and hands every line to {@code handler}.
     *
     * @return how many lines it has
     * @throws LogException if it cannot be read, or not further; the lines before have been handed
     *     over
     */
    public long read(LogSource source, LineHandler handler) throws LogException {
        Lines lines = new Lines(handler);
        try (BlockSupply blocks = new BlockSupply(source)) {
            for (Block block = blocks.take(); block != null; block = blocks.take()) {
                lines.take(block);
                blocks.giveBack(block);
            }
            return lines.number;
        } catch (IOException failure) {
            throw new LogException(source, lines.number, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogException(source, lines.number, new InterruptedIOException("interrupted"));
        }
    }

    private LineParser parserFor(Block block) {
        return switch (format) {
            case AUTO -> usualParser(block);
            case COMMON, COMBINED -> new TextLineParser(fields);
            case JSON -> new JsonLineParser(fields);
            case ALB -> NumberedLineParser.alb(fields);
            case ENVOY -> NumberedLineParser.envoy(fields);
        };
    }

    private LineParser usualParser(Block block) {
        if (looksLikeJson(block)) {
            return new JsonLineParser(fields);
        }
        if (NumberedLineParser.isAlb(block.bytes, 0, block.length)) {
            return NumberedLineParser.alb(fields);
        }
        return NumberedLineParser.isEnvoy(block.bytes, 0, block.length)
                ? NumberedLineParser.envoy(fields)
                : new TextLineParser(fields);
    }

    /* Whether most of the first lines begin with a brace. */
    private static boolean looksLikeJson(Block block) {
        int balance = 0;
        int from = 0;
        for (int i = 0; i < SAMPLE && from < block.length; i++) {
            int end = LineEnds.next(block.bytes, from, block.length);
            if (end > from) {
                balance += block.bytes[from] == '{' ? 1 : -1;
            }
            from = end + 1;
        }
        return balance > 0;
    }

    /* The lines of one log. */
    private final class Lines {

        private final LineHandler handler;
        private @Nullable LineParser parser;
        private long number;
        private boolean insideLongLine;

        Lines(LineHandler handler) {
            this.handler = handler;
        }

        void take(Block block) {
            LineParser known = parser;
            if (known == null) {
                known = parserFor(block);
                parser = known;
            }
            int from = 0;
            if (insideLongLine) {
                insideLongLine = block.unfinished;
                from = Math.min(LineEnds.next(block.bytes, 0, block.length) + 1, block.length);
            } else if (block.unfinished) {
                number++;
                handler.unparsed(number, LineFault.TOO_LONG, block.bytes, 0, block.length);
                insideLongLine = true;
                from = block.length;
            }
            while (from < block.length) {
                int end = LineEnds.next(block.bytes, from, block.length);
                takeLine(known, block.bytes, from, end);
                from = end + 1;
            }
            handler.progress(block.position, number);
        }

        private void takeLine(LineParser known, byte[] bytes, int from, int end) {
            int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
            number++;
            LineFault fault = known.parse(bytes, from, to, line);
            if (fault == null) {
                handler.request(line);
            } else {
                handler.unparsed(number, fault, bytes, from, to);
            }
        }
    }
}
