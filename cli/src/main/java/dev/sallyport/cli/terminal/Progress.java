package dev.sallyport.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a long reading has come: a bar that is drawn again and again on a terminal,
 * elsewhere a line every few seconds. Not thread-safe.
 */
public final class Progress implements AutoCloseable {

    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final long REDRAW_NANOS = NANOS_A_SECOND / 8;
    private static final long LINE_NANOS = 5 * NANOS_A_SECOND;
    private static final int BAR = 24;

    private final PrintStream out;
    private final Terminal terminal;
    private final LongSupplier nanoClock;
    private final long totalBytes;
    private final long started;
    private long shown;
    private boolean drawn;

    /**
     * Begins.
     *
     * @param out where to show it
     * @param terminal what can be shown there
     * @param totalBytes how many bytes there are to read, 0 if that is not known
     * @param nanoClock a clock that counts nanoseconds
     */
    public Progress(PrintStream out, Terminal terminal, long totalBytes, LongSupplier nanoClock) {
        this.out = out;
        this.terminal = terminal;
        this.totalBytes = totalBytes;
        this.nanoClock = nanoClock;
        this.started = nanoClock.getAsLong();
        this.shown = started;
    }

    /** Takes note of how many bytes and lines have been read. */
    public void update(long bytes, long lines) {
        long now = nanoClock.getAsLong();
        if (now - shown < (terminal.isTerminal() ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        shown = now;
        String text = text(bytes, lines, now);
        if (terminal.isTerminal()) {
            // Erase the line, then draw it again.
            out.print(
                    "\r\u001b[K"
                            + text.substring(0, Math.min(text.length(), terminal.width() - 1)));
            out.flush();
            drawn = true;
        } else {
            out.println(text);
        }
    }

    private String text(long bytes, long lines, long now) {
        double seconds = Math.max(1e-9, (now - started) / (double) NANOS_A_SECOND);
        StringBuilder text = new StringBuilder();
        if (totalBytes > 0) {
            double share = Math.min(1, bytes / (double) totalBytes);
            if (terminal.isTerminal()) {
                text.append(bar(share)).append(' ');
            }
            text.append(String.format(Locale.ROOT, "%3.0f %%  ", share * 100));
        }
        text.append(size(bytes));
        if (totalBytes > 0) {
            text.append(" of ").append(size(totalBytes));
        }
        text.append(
                String.format(Locale.ROOT, "  %,d lines  %,.0f lines/s", lines, lines / seconds));
        if (totalBytes > 0 && bytes > 0) {
            long left = Math.round(seconds * Math.max(0, totalBytes - bytes) / bytes);
            text.append(String.format(Locale.ROOT, "  %d:%02d left", left / 60, left % 60));
        }
        return text.toString();
    }

    private String bar(double share) {
        int full = (int) Math.round(share * BAR);
        String done = terminal.unicode() ? "█" : "#";
        String open = terminal.unicode() ? "░" : ".";
        return done.repeat(full) + open.repeat(BAR - full);
    }

    private static String size(long bytes) {
        if (bytes < 10_000_000) {
            return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
        }
        return bytes < 10_000_000_000L
                ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        if (drawn) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
