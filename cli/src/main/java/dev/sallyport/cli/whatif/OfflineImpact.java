package dev.sallyport.cli.whatif;

import dev.sallyport.cli.terminal.Terminal;
import java.io.OutputStream;
import java.io.PrintWriter;

/** What a policy would do to the requests of logs. */
public final class OfflineImpact {

    private final Question question;
    private final Answer answer;
    private final String policyName;
    private final int top;

    OfflineImpact(Question question, Answer answer, String policyName, int top) {
        this.question = question;
        this.answer = answer;
        this.policyName = policyName;
        this.top = top;
    }

    /** Writes it for a person; the stream stays open. */
    public void writeTables(OutputStream out) {
        Terminal terminal = Terminal.standardOutput();
        PrintWriter text = terminal.writer(out);
        new TableReport(text, terminal, top).write(question, answer, policyName);
    }

    /** Writes it as one JSON document and a line break; the stream stays open. */
    public void writeJson(OutputStream out) {
        JsonReport.write(question, answer, out);
    }

    /** Says which logs could not be read to their ends, and returns whether all could. */
    public boolean sayWhatIsMissing(PrintWriter err) {
        for (Answer.BrokenLog log : answer.broken()) {
            err.printf(
                    "%s: %s; %,d lines before that were read%n",
                    log.log(), log.cause(), log.lines());
        }
        err.flush();
        return answer.broken().isEmpty();
    }
}
