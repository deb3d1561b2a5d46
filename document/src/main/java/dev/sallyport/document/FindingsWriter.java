package dev.sallyport.document;

import dev.sallyport.control.finding.Aggregation;
import dev.sallyport.control.finding.EntryFinding;
import dev.sallyport.control.finding.FindingCode;
import dev.sallyport.control.finding.Findings;
import dev.sallyport.control.finding.Review;
import dev.sallyport.engine.address.IpPrefix;
import java.util.Arrays;

/** Writes what is odd about entries. */
public final class FindingsWriter {

    /** The member of an answer that holds findings; no part of a policy or a list. */
    static final String FINDINGS = "findings";

    /** The member that says how many there are, those included that are not named. */
    static final String COUNT = "findingCount";

    private FindingsWriter() {}

    /** Returns the document of a review. */
    public static String write(Review review) {
        return JsonText.of(json ->
                json.object(() -> {
                    members(json, review.findings());
                    json.object("findingCounts", () -> counts(json, review.findings()))
                            .array(
                                    "aggregated",
                                    review.aggregated(),
                                    each -> aggregation(json, each));
                }));
    }

    /** Writes the findings as members of the object that is being written. */
    static void members(JsonText json, Findings findings) {
        json.array(FINDINGS, findings.kept(), each -> finding(json, each))
                .member(COUNT, findings.count());
    }

    private static void counts(JsonText json, Findings findings) {
        Arrays.stream(FindingCode.values())
                .filter(code -> findings.counts().containsKey(code))
                .forEach(code -> json.member(code.code(), findings.counts().getOrDefault(code, 0)));
    }

    private static void finding(JsonText json, EntryFinding finding) {
        json.object(() ->
                json.member("code", finding.code().code())
                        .member("pointer", finding.pointer())
                        .member("entry", finding.entry() == null ? null : finding.entry().value())
                        .member("detail", finding.detail())
                        .member("hint", finding.hint()));
    }

    /* Numbers of addresses may be beyond what readers of JSON take for a whole number, so they are texts. */
    private static void aggregation(JsonText json, Aggregation aggregation) {
        json.object(() ->
                json.member("rule", aggregation.rule().value())
                        .member("place", aggregation.place().text())
                        .member("entries", aggregation.entries())
                        .texts(
                                "prefixes",
                                aggregation.prefixes().stream().map(IpPrefix::toString).toList())
                        .member("prefixCount", aggregation.prefixCount())
                        .member("ipv4Addresses", aggregation.ipv4Addresses().toString())
                        .member("ipv6Addresses", aggregation.ipv6Addresses().toString()));
    }
}
