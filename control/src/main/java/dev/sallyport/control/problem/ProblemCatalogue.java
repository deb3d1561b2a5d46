package dev.sallyport.control.problem;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The listing of all problem codes that the documentation shows. */
public final class ProblemCatalogue {

    private ProblemCatalogue() {}

    /** Returns every code, in the order of the public codes. */
    public static List<ProblemCode> all() {
        return Arrays.stream(ProblemCode.values())
                .sorted(Comparator.comparing(ProblemCode::code))
                .toList();
    }

    /** Returns the catalogue as a Markdown table, one line a code, ending with a line break. */
    public static String markdown() {
        StringBuilder text = new StringBuilder(16_384);
        text.append("| code | HTTP | gRPC | meaning | remedy | may be overridden |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (ProblemCode code : all()) {
            text.append("| `").append(code.code()).append("` | ");
            text.append(code.httpStatus()).append(" | ");
            text.append(code.grpcStatus()).append(" | ");
            text.append(cell(code.meaning())).append(" | ");
            text.append(cell(code.remedy())).append(" | ");
            text.append(code.isOverridable() ? "yes" : "").append(" |\n");
        }
        return text.toString();
    }

    private static String cell(String sentence) {
        return sentence.replace("|", "\\|");
    }
}
