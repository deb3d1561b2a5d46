package dev.sallyport.cli.whatif;

import static dev.sallyport.cli.terminal.TextTable.Column.number;
import static dev.sallyport.cli.terminal.TextTable.Column.text;
import static dev.sallyport.cli.whatif.ReportWords.day;
import static dev.sallyport.cli.whatif.ReportWords.days;
import static dev.sallyport.cli.whatif.ReportWords.entry;
import static dev.sallyport.cli.whatif.ReportWords.goesInto;
import static dev.sallyport.cli.whatif.ReportWords.grouped;
import static dev.sallyport.cli.whatif.ReportWords.many;
import static dev.sallyport.cli.whatif.ReportWords.opens;
import static dev.sallyport.cli.whatif.ReportWords.percent;
import static dev.sallyport.cli.whatif.ReportWords.reason;
import static dev.sallyport.cli.whatif.ReportWords.span;

import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.control.whatif.Admission;
import dev.sallyport.control.whatif.Caution;
import dev.sallyport.control.whatif.Loser;
import dev.sallyport.control.whatif.MergedEntries;
import dev.sallyport.control.whatif.NetworkLoss;
import dev.sallyport.control.whatif.PersonLoss;
import dev.sallyport.control.whatif.Sighting;
import dev.sallyport.control.whatif.Traffic;
import dev.sallyport.control.whatif.WhatIfReport;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes an answer for a person. */
final class TableReport {

    private final PrintWriter out;
    private final Terminal terminal;
    private final int rows;

    /**
     * Takes what is needed to write.
     *
     * @param rows how many rows of a table are shown, 0 for all
     */
    TableReport(PrintWriter out, Terminal terminal, int rows) {
        this.out = out;
        this.terminal = terminal;
        this.rows = rows == 0 ? Integer.MAX_VALUE : rows;
    }

    void write(Question question, Answer answer, String policyFile) {
        WhatIfReport report = answer.report();
        totals(question, answer);
        losers(report, question.geo());
        networks(report);
        people(report);
        merged(report);
        allowed(report);
        cautions(answer);
        next(report, policyFile);
        out.flush();
    }

    private void totals(Question question, Answer answer) {
        WhatIfReport report = answer.report();
        long requests = report.allowed() + report.denied();
        out.println(
                terminal.bold("What the policy would do")
                        + terminal.faint("  judged at " + question.at()));
        out.println();
        TextTable table = new TextTable(text("", 0), number("", 0), number("", 1), text("", 2));
        table.row("lines", grouped(answer.lines()), "", "");
        table.row("unparsed", grouped(answer.unparsed()), "", "");
        table.row(
                "allowed",
                grouped(report.allowed()),
                percent(report.allowed(), requests),
                bar(report.allowed(), requests));
        table.row(
                "denied",
                grouped(report.denied()),
                percent(report.denied(), requests),
                bar(report.denied(), requests));
        for (String line : table.lines(terminal)) {
            out.println(line.startsWith("  denied") ? terminal.denied(line) : line);
        }
        if (answer.folding().isFolded()) {
            out.println();
            out.println(
                    "  There are more than %,d pairs of address and user: clients are counted by network (IPv4 /%d, IPv6 /%d), names were let go."
                            .formatted(
                                    answer.folding().pairs(),
                                    answer.folding().ipv4Length(),
                                    answer.folding().ipv6Length()));
        }
    }

    private String bar(long part, long whole) {
        int length = whole == 0 ? 0 : (int) Math.ceil(30.0 * part / whole);
        return (terminal.unicode() ? "█" : "#").repeat(length);
    }

    private void losers(WhatIfReport report, GeoData geo) {
        List<Loser> losers = report.losers();
        if (losers.isEmpty()) {
            section("Nobody would be denied", "");
            return;
        }
        section("Would be denied, by address", many(losers.size(), "client"));
        TextTable table =
                new TextTable(
                        number("requests", 0),
                        number("days", 2),
                        text("seen", 6),
                        text("address", 0),
                        text("country", 3),
                        text("user", 4),
                        text("channel", 3),
                        text("reason", 1),
                        text("smallest entry", 0),
                        number("opens", 0),
                        text("goes into", 5));
        for (Loser loser : first(losers)) {
            Traffic traffic = loser.traffic();
            Sighting seen = traffic.seen();
            String user = traffic.principal().id();
            table.row(
                    grouped(traffic.requests()),
                    days(seen),
                    span(seen),
                    JsonReport.address(traffic),
                    Objects.requireNonNullElse(JsonReport.country(geo, traffic), ""),
                    user == null ? "" : user,
                    traffic.channel().equals(Channel.OTHER) ? "" : traffic.channel().label(),
                    reason(traffic.verdict().reason()),
                    entry(loser.rescue()),
                    opens(loser.rescue()),
                    goesInto(loser.rescue()));
        }
        print(table, losers.size());
    }

    private void networks(WhatIfReport report) {
        List<NetworkLoss> networks = report.networks();
        if (networks.isEmpty()) {
            return;
        }
        section("By network", many(networks.size(), "network"));
        TextTable table =
                new TextTable(
                        number("requests", 0),
                        number("clients", 1),
                        number("days", 2),
                        text("seen", 3),
                        text("network", 0));
        for (NetworkLoss network : first(networks)) {
            Sighting seen = network.seen();
            table.row(
                    grouped(network.requests()),
                    grouped(network.clients()),
                    days(seen),
                    span(seen),
                    network.network().toString());
        }
        print(table, networks.size());
    }

    private void people(WhatIfReport report) {
        if (report.peopleSeen() == 0) {
            section("By user", "");
            out.println(
                    "  people unknown: the log names nobody, so nobody can be called unaffected");
            return;
        }
        List<PersonLoss> people = report.people();
        section(
                "By user",
                "%s of %s".formatted(grouped(people.size()), many(report.peopleSeen(), "user")));
        if (people.isEmpty()) {
            out.println("  nobody who is known would be denied anything");
            return;
        }
        TextTable table =
                new TextTable(
                        text("user", 0),
                        number("denied", 0),
                        number("allowed", 1),
                        number("days", 2),
                        number("addresses", 3),
                        text("last", 4),
                        text("", 1));
        for (PersonLoss person : first(people)) {
            Sighting seen = person.seen();
            table.row(
                    person.id(),
                    grouped(person.denied()),
                    grouped(person.allowed()),
                    days(seen),
                    grouped(person.networks()),
                    seen == null ? "" : day(seen.last()),
                    person.allowed() == 0 ? "locked out" : "");
        }
        print(table, people.size());
    }

    private void merged(WhatIfReport report) {
        for (MergedEntries merged : report.merged()) {
            if (merged.entries().stream().allMatch(entry -> entry.clients() < 2)) {
                // Nothing was merged, and each entry stands above already.
                continue;
            }
            boolean channel = !merged.channel().equals(Channel.OTHER);
            section(
                    "Few entries instead of many: " + goesInto(merged.placements()),
                    channel ? "for channel `" + merged.channel().label() + "`" : "");
            TextTable table =
                    new TextTable(
                            number("requests", 1),
                            number("clients", 1),
                            text("entry", 0),
                            number("opens", 0));
            merged.entries()
                    .forEach(entry ->
                            table.row(
                                    grouped(entry.requests()),
                                    grouped(entry.clients()),
                                    entry.entry().toString(),
                                    opens(entry.opens())));
            table.lines(terminal).forEach(out::println);
        }
    }

    private void allowed(WhatIfReport report) {
        if (report.admissions().isEmpty()) {
            section("Nobody would be allowed", "");
            return;
        }
        section("Would be allowed", "");
        TextTable reasons =
                new TextTable(number("requests", 0), number("clients", 1), text("reason", 0));
        for (Admission admission : first(report.admissions())) {
            reasons.row(
                    grouped(admission.requests()),
                    grouped(admission.clients()),
                    reason(admission.reason()));
        }
        print(reasons, report.admissions().size());
        out.println();
        TextTable busiest =
                new TextTable(
                        number("requests", 0),
                        number("days", 2),
                        text("last", 3),
                        text("busiest address", 0),
                        text("user", 2),
                        text("reason", 1));
        for (Traffic traffic : report.busiestAllowed()) {
            Sighting seen = traffic.seen();
            String user = traffic.principal().id();
            busiest.row(
                    grouped(traffic.requests()),
                    days(seen),
                    seen == null ? "" : day(seen.last()),
                    JsonReport.address(traffic),
                    user == null ? "" : user,
                    reason(traffic.verdict().reason()));
        }
        busiest.lines(terminal).forEach(out::println);
    }

    private void cautions(Answer answer) {
        List<String> notes = new ArrayList<>();
        answer.broken()
                .forEach(log ->
                        notes.add(
                                "%s could not be read to its end: %s; %,d lines before that were"
                                        .formatted(log.log(), log.cause(), log.lines())));
        for (Caution caution : answer.report().cautions()) {
            notes.add(caution.text());
        }
        if (answer.channelsUnknown()) {
            notes.add(
                    "some rules are scoped to channels, but none are declared (--channels): every"
                            + " request was judged as `other`");
        }
        answer.samples()
                .forEach(line ->
                        notes.add(
                                "%s line %,d: %s: %s"
                                        .formatted(
                                                line.log(),
                                                line.number(),
                                                line.fault().text(),
                                                TextTable.printable(line.beginning()))));
        if (answer.unparsed() > answer.samples().size()) {
            notes.add(
                    "%,d more lines tell of no request"
                            .formatted(answer.unparsed() - answer.samples().size()));
        }
        if (notes.isEmpty()) {
            return;
        }
        section("To bear in mind", "");
        notes.forEach(note -> wrapped("- ", note));
    }

    private void next(WhatIfReport report, String policyFile) {
        section("What next", "");
        if (!report.losers().isEmpty()) {
            wrapped(
                    "",
                    "put the entries that belong in into the policy, and ask again; every client"
                            + " with its entry:");
            out.println(
                    "    sallyport what-if --log … --policy %s --output json"
                            .replace("…", "LOG")
                            .formatted(policyFile));
        }
        wrapped("", "let it watch real requests without refusing any (\"mode\":\"MONITOR\"):");
        out.println(
                "    sallyport policy put TENANT --policy %s --server URL".formatted(policyFile));
        wrapped("", "ask about one address:");
        out.println("    sallyport check TENANT %s --server URL".formatted(example(report)));
    }

    private static String example(WhatIfReport report) {
        return report.losers().isEmpty()
                ? "192.0.2.1"
                : report.losers().getFirst().traffic().network().address().toString();
    }

    private void section(String title, String remark) {
        out.println();
        out.println(terminal.bold(title) + (remark.isEmpty() ? "" : terminal.faint("  " + remark)));
    }

    private <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(rows, all.size()));
    }

    private void print(TextTable table, int all) {
        table.lines(terminal).forEach(out::println);
        if (all > rows) {
            out.println(
                    terminal.faint(
                            "  %s and %,d more (--top 0 shows all)"
                                    .formatted(terminal.ellipsis(), all - rows)));
        }
    }

    /* Breaks a sentence at blanks. */
    private void wrapped(String mark, String sentence) {
        StringBuilder line = new StringBuilder("  " + mark);
        String indent = " ".repeat(2 + mark.length());
        for (String word : sentence.split(" ", -1)) {
            boolean first = line.toString().isBlank() || line.length() == indent.length();
            if (!first && line.length() + 1 + word.length() > terminal.width()) {
                out.println(line);
                line = new StringBuilder(indent);
                first = true;
            }
            line.append(first ? "" : " ").append(word);
        }
        out.println(line);
    }
}
