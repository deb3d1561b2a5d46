package dev.sallyport.cli.imports;

import dev.sallyport.compat.imports.Fate;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.ImportReport;
import dev.sallyport.compat.imports.Place;
import dev.sallyport.document.SubmissionWriter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what became of a source as JSON. */
final class ImportJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ImportJson() {}

    /** Returns the document; the policy is null where the source was refused. */
    static ObjectNode write(String kind, String label, ImportOutcome outcome) {
        ObjectNode document = JSON.createObjectNode();
        document.put("kind", kind).put("source", label);
        switch (outcome) {
            case ImportOutcome.Taken(var policy, var report) -> {
                document.put("outcome", "taken");
                report(document, report);
                document.set("policy", JSON.readTree(SubmissionWriter.write(policy)));
            }
            case ImportOutcome.Refused(String why, String hint, var report) -> {
                document.put("outcome", "refused").put("why", why).put("hint", hint);
                report(document, report);
                document.putNull("policy");
            }
        }
        return document;
    }

    private static void report(ObjectNode document, ImportReport report) {
        ObjectNode totals = document.putObject("totals");
        for (Map.Entry<Fate, Integer> total : report.totals().entrySet()) {
            totals.put(total.getKey().word(), total.getValue());
        }
        ArrayNode entries = document.putArray("entries");
        for (ImportLine line : report.lines()) {
            entry(entries.addObject(), line);
        }
        ArrayNode warnings = document.putArray("warnings");
        report.warnings().forEach(warnings::add);
    }

    private static void entry(ObjectNode entry, ImportLine line) {
        switch (line.place()) {
            case Place.InText(String file, int number, int column) -> {
                if (!file.isEmpty()) {
                    entry.put("file", file);
                }
                entry.put("line", number).put("column", column);
            }
            case Place.InDocument(String pointer) -> entry.put("pointer", pointer);
        }
        entry.put("text", line.text())
                .put("fate", line.fate().word())
                .put("into", line.into())
                .put("why", line.why())
                .put("hint", line.hint());
    }
}
