package dev.sallyport.control.egress;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.EgressRepository;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.egress.list.EgressDifference;
import dev.sallyport.egress.list.EgressList;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpPrefix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * What every change of a list has in common: the next serial, its document, its audit record, and when those who follow are
 * told. Inside a transaction.
 *
 * A notice says what has become of the list that was told of last. An address that is on no list they were told of is told at
 * once, with everything that waits; whatever else changes waits for the window, so that a prefix which goes and comes again is
 * one notice. The list itself never waits.
 */
final class EgressPublishing {

    private final EgressDocuments documents;
    private final EgressTerms terms;

    EgressPublishing(EgressDocuments documents, EgressTerms terms) {
        this.documents = documents;
        this.terms = terms;
    }

    /** Publishes the lines under the next serial and returns the region as it is then. */
    EgressRegion publish(
            Repositories repositories,
            @Nullable EgressRegion before,
            String name,
            List<EgressPrefix> prefixes,
            Map<IpPrefix, Instant> live,
            Set<ProblemCode> overridden,
            Origin origin) {
        long serial = before == null ? 1 : before.list().serial() + 1;
        Instant created = created(before, origin.at());
        EgressList list = new EgressList(name, serial, created, prefixes);
        EgressDifference difference =
                EgressDifference.between(
                        before == null ? List.of() : before.list().prefixes(), list.prefixes());
        EgressRepository egress = repositories.egress();
        egress.add(new Publication(list, documents.document(list), difference.words()));
        Instant due = before == null ? null : before.noticeDue();
        EgressRegion after =
                new EgressRegion(
                        list,
                        live,
                        before == null ? 1 : before.version() + 1,
                        before == null ? 0 : before.told(),
                        due == null ? created.plus(terms.noticeWindow()) : due);
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.EGRESS_CHANGED, origin, null)
                                .target(name + ":" + serial)
                                .overriding(overridden.stream().map(ProblemCode::code).toList())
                                .altering(alterations(difference)));
        EgressRegion told = isUrgent(egress, after) ? tell(repositories, after, origin) : after;
        egress.put(told);
        repositories.changes().add(new Change.EgressChanged(name));
        return told;
    }

    /* To the second, as HTTP dates are; later than the serial before. */
    private static Instant created(@Nullable EgressRegion before, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        if (before == null || second.isAfter(before.list().created())) {
            return second;
        }
        return before.list().created().plusSeconds(1);
    }

    private boolean isUrgent(EgressRepository egress, EgressRegion after) {
        return terms.noticeWindow().isZero() || !untold(egress, after).added().isEmpty();
    }

    private static EgressDifference untold(EgressRepository egress, EgressRegion region) {
        List<EgressPrefix> told =
                egress.publication(region.name(), region.told())
                        .map(each -> each.list().prefixes())
                        .orElse(List.of());
        return EgressDifference.between(told, region.list().prefixes());
    }

    /** Gives the notice of everything that waits; returns the region, which is not stored. */
    EgressRegion tell(Repositories repositories, EgressRegion region, Origin origin) {
        EgressDifference difference = untold(repositories.egress(), region);
        long serial = region.list().serial();
        List<String> words =
                difference.isEmpty()
                        ? List.of(
                                "nothing differs from serial "
                                        + region.told()
                                        + " any more: what went has come again")
                        : difference.words();
        repositories
                .egress()
                .add(new EgressNotice(region.name(), region.told(), serial, origin.at(), words));
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.EGRESS_PUBLISHED, origin, null)
                                .target(region.name() + ":" + serial)
                                .altering(told(region, difference)));
        return region.told(serial);
    }

    private static List<Alteration> told(EgressRegion region, EgressDifference difference) {
        List<Alteration> all = new ArrayList<>();
        all.add(
                new Alteration(
                        "/serial",
                        Long.toString(region.told()),
                        Long.toString(region.list().serial())));
        all.addAll(alterations(difference));
        return all;
    }

    private static List<Alteration> alterations(EgressDifference difference) {
        List<Alteration> all = new ArrayList<>();
        difference.added().forEach(each -> all.add(new Alteration(place(each), "", text(each))));
        difference.removed().forEach(each -> all.add(new Alteration(place(each), text(each), "")));
        difference
                .changed()
                .forEach(each ->
                        all.add(
                                new Alteration(
                                        place(each.after()),
                                        text(each.before()),
                                        text(each.after()))));
        return all;
    }

    /* RFC 6901, section 3. */
    private static String place(EgressPrefix prefix) {
        return "/prefixes/" + prefix.prefix().toString().replace("/", "~1");
    }

    private static String text(EgressPrefix prefix) {
        Instant end = prefix.removeAfter();
        String label = prefix.label();
        return prefix.service()
                + " "
                + prefix.direction().text()
                + ", not before "
                + prefix.notBefore()
                + (end == null ? "" : ", until " + end)
                + (label == null ? "" : ", " + label);
    }
}
