package dev.sallyport.cli.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What can be shown where a stream ends.
 *
 * @param isTerminal whether a person looks at it as it is written
 * @param width how many characters fit into a line
 * @param colours whether colours are wanted
 * @param unicode whether more than ASCII can be shown
 */
public record Terminal(boolean isTerminal, int width, boolean colours, boolean unicode) {

    /** What is known of a stream that goes nowhere in particular. */
    public static final Terminal PLAIN = new Terminal(false, 132, false, true);

    private static final int NARROWEST = 40;

    /** Returns what can be shown on standard output. */
    public static Terminal standardOutput() {
        return of(1, "stdout.encoding");
    }

    /** Returns what can be shown on standard error. */
    public static Terminal standardError() {
        return of(2, "stderr.encoding");
    }

    private static Terminal of(int descriptor, String encodingProperty) {
        boolean terminal = isTerminal(descriptor);
        String noColour = System.getenv("NO_COLOR");
        // no-color.org: present and not empty, whatever its value.
        boolean colours =
                terminal
                        && (noColour == null || noColour.isEmpty())
                        && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                terminal, width(terminal), colours, !terminal || isUnicode(encodingProperty));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchView) {
            return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        }
    }

    private static boolean isUnicode(String property) {
        try {
            return Charset.forName(System.getProperty(property, "US-ASCII")).equals(UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return false;
        }
    }

    private static int width(boolean terminal) {
        String columns = System.getenv("COLUMNS");
        if (columns != null && columns.matches("[1-9][0-9]{0,4}")) {
            return Math.max(NARROWEST, Integer.parseInt(columns));
        }
        return terminal ? Math.max(NARROWEST, askedWidth()) : PLAIN.width();
    }

    /* `stty size` answers `ROWS COLUMNS` of the terminal that is its standard input. */
    private static int askedWidth() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String answer = new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
            boolean done = stty.waitFor(1, TimeUnit.SECONDS);
            return done && answer.matches("[0-9]+ [1-9][0-9]{0,4}")
                    ? Integer.parseInt(answer.substring(answer.indexOf(' ') + 1))
                    : PLAIN.width();
        } catch (IOException noSuchCommand) {
            return PLAIN.width();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return PLAIN.width();
        }
    }

    /** Returns a writer to a stream that is shown here; it does not flush by itself. */
    public PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, unicode ? UTF_8 : US_ASCII));
    }

    /** Returns the text in bold, where that is wanted. */
    public String bold(String text) {
        return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** Returns the text in the colour of what is denied, where that is wanted. */
    public String denied(String text) {
        return colours ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    /** Returns the text in the colour of what is allowed, where that is wanted. */
    public String allowed(String text) {
        return colours ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    /** Returns the text in the colour of what matters less, where that is wanted. */
    public String faint(String text) {
        return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    /** Returns the character that stands for what was left out. */
    public String ellipsis() {
        return unicode ? "…" : "...";
    }
}
