package dev.sallyport.cli.whatif;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.whatif.Admission;
import dev.sallyport.control.whatif.Caution;
import dev.sallyport.control.whatif.Loser;
import dev.sallyport.control.whatif.MergedEntries;
import dev.sallyport.control.whatif.NetworkLoss;
import dev.sallyport.control.whatif.Opening;
import dev.sallyport.control.whatif.PersonLoss;
import dev.sallyport.control.whatif.Placement;
import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.control.whatif.Sighting;
import dev.sallyport.control.whatif.Traffic;
import dev.sallyport.control.whatif.WhatIfReport;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.RuleId;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an answer as one JSON document (UTF-8), element by element. */
final class JsonReport {

    private final JsonGenerator json;
    private final GeoData geo;

    private JsonReport(JsonGenerator json, GeoData geo) {
        this.json = json;
        this.geo = geo;
    }

    /** Writes an answer and a line break; the stream stays open. */
    static void write(Question question, Answer answer, OutputStream out) {
        Writer text = new OutputStreamWriter(out, UTF_8);
        JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text);
        new JsonReport(json, question.geo()).document(question, answer);
        json.writeRaw('\n');
        json.flush();
    }

    private void document(Question question, Answer answer) {
        WhatIfReport report = answer.report();
        json.writeStartObject();
        number("lines", answer.lines());
        number("unparsed", answer.unparsed());
        number("allowed", report.allowed());
        number("denied", report.denied());
        text("judgedAt", question.at().toString());
        text("geoEdition", geo.edition().isEmpty() ? null : geo.edition());
        array("losers", report.losers(), this::loser);
        array("networks", report.networks(), this::network);
        array("people", report.people(), this::person);
        number("peopleSeen", report.peopleSeen());
        text("peopleSource", report.peopleSeen() == 0 ? "unknown" : "log");
        array("merged", report.merged(), this::merged);
        array("allowedBy", report.admissions(), this::admission);
        array("busiestAllowed", report.busiestAllowed(), this::busiest);
        folding(answer.folding());
        json.writeName("cautions");
        json.writeStartArray();
        for (Caution caution : report.cautions()) {
            json.writeString(code(caution));
        }
        if (answer.channelsUnknown()) {
            json.writeString("channels-unknown");
        }
        json.writeEndArray();
        array("unparsedLines", answer.samples(), this::unparsed);
        array("incomplete", answer.broken(), this::broken);
        json.writeEndObject();
    }

    private static String code(Caution caution) {
        return caution.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void folding(Answer.Folding folding) {
        json.writeName("folded");
        if (!folding.isFolded()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        number("pairs", folding.pairs());
        number("ipv4Length", folding.ipv4Length());
        number("ipv6Length", folding.ipv6Length());
        json.writeEndObject();
    }

    private void loser(Loser loser) {
        Traffic traffic = loser.traffic();
        json.writeStartObject();
        text("address", address(traffic));
        number("count", traffic.requests());
        seen(traffic.seen());
        text("principal", traffic.principal().id());
        place(traffic);
        text("channel", traffic.channel().label());
        reason(traffic.verdict().reason());
        switch (loser.rescue()) {
            case Rescue.ByEntry rescue -> {
                text("smallestEntry", rescue.entry().toString());
                opens(rescue.opens());
                array("goesInto", rescue.placements(), this::placement);
                text("why", null);
            }
            case Rescue.Impossible impossible -> {
                text("smallestEntry", null);
                text("opens", null);
                array("goesInto", List.<Placement>of(), this::placement);
                text("why", impossible.obstacle().text());
            }
        }
        json.writeEndObject();
    }

    /** Returns the address of a client, or the network of clients that are not told apart. */
    static String address(Traffic traffic) {
        return traffic.isOneAddress()
                ? traffic.network().address().toString()
                : traffic.network().toString();
    }

    private void place(Traffic traffic) {
        text("country", country(geo, traffic));
        long asn =
                traffic.isOneAddress() && geo.hasAsns(traffic.network().family())
                        ? geo.asn(traffic.network().address())
                        : 0;
        json.writeName("asn");
        if (asn == 0) {
            json.writeNull();
        } else {
            json.writeNumber(asn);
        }
    }

    /** Returns the code of the country of a client, or null if there is no data or no one place. */
    static @Nullable String country(GeoData geo, Traffic traffic) {
        return traffic.isOneAddress() && geo.hasCountries(traffic.network().family())
                ? geo.country(traffic.network().address()).value()
                : null;
    }

    private void reason(Reason reason) {
        text("reason", reason.code());
        RuleId rule = rule(reason);
        text("rule", rule == null ? null : rule.value());
    }

    /** Returns the rule that determined, or null if none did. */
    static @Nullable RuleId rule(Reason reason) {
        if (reason instanceof Reason.DeniedByRule(RuleId denying)) {
            return denying;
        }
        return reason instanceof Reason.AllowedByRule(RuleId allowing) ? allowing : null;
    }

    private void placement(Placement placement) {
        json.writeStartObject();
        text("rule", placement.namedRule().value());
        text(
                "part",
                switch (placement) {
                    case Placement.InSources ignored -> "sources";
                    case Placement.InExceptions ignored -> "except";
                    case Placement.InNewRule ignored -> "new-rule-with-its-scope";
                });
        json.writeEndObject();
    }

    private void opens(Opening opening) {
        json.writeName("opens");
        json.writeNumber(opening.addresses());
        json.writeName("opensIsExact");
        json.writeBoolean(opening.isExact());
    }

    private void network(NetworkLoss network) {
        json.writeStartObject();
        text("network", network.network().toString());
        number("count", network.requests());
        number("clients", network.clients());
        seen(network.seen());
        json.writeEndObject();
    }

    private void person(PersonLoss person) {
        json.writeStartObject();
        text("principal", person.id());
        number("denied", person.denied());
        number("allowed", person.allowed());
        number("addresses", person.networks());
        seen(person.seen());
        json.writeEndObject();
    }

    private void merged(MergedEntries merged) {
        json.writeStartObject();
        array("goesInto", merged.placements(), this::placement);
        text("channel", merged.channel().label());
        array(
                "entries",
                merged.entries(),
                entry -> {
                    json.writeStartObject();
                    text("entry", entry.entry().toString());
                    number("clients", entry.clients());
                    number("count", entry.requests());
                    opens(entry.opens());
                    json.writeEndObject();
                });
        json.writeEndObject();
    }

    private void admission(Admission admission) {
        json.writeStartObject();
        reason(admission.reason());
        number("count", admission.requests());
        number("clients", admission.clients());
        json.writeEndObject();
    }

    private void busiest(Traffic traffic) {
        json.writeStartObject();
        text("address", address(traffic));
        number("count", traffic.requests());
        seen(traffic.seen());
        text("principal", traffic.principal().id());
        text("channel", traffic.channel().label());
        reason(traffic.verdict().reason());
        json.writeEndObject();
    }

    private void unparsed(Answer.UnparsedLine line) {
        json.writeStartObject();
        text("log", line.log());
        number("line", line.number());
        text("fault", line.fault().text());
        text("text", line.beginning());
        json.writeEndObject();
    }

    private void broken(Answer.BrokenLog log) {
        json.writeStartObject();
        text("log", log.log());
        number("linesRead", log.lines());
        text("cause", log.cause());
        json.writeEndObject();
    }

    private void seen(@Nullable Sighting seen) {
        text("firstSeen", seen == null ? null : seen.first().toString());
        text("lastSeen", seen == null ? null : seen.last().toString());
        json.writeName("days");
        if (seen == null) {
            json.writeNull();
        } else {
            json.writeNumber(seen.days().count());
        }
    }

    private void number(String name, long value) {
        json.writeName(name);
        json.writeNumber(value);
    }

    private void text(String name, @Nullable String value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }

    private <T> void array(String name, List<T> values, Consumer<? super T> element) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(element);
        json.writeEndArray();
    }
}
