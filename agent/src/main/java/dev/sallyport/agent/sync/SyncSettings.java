package dev.sallyport.agent.sync;

import dev.sallyport.agent.plan.PlanRules;
import dev.sallyport.egress.document.DocumentLimits;
import dev.sallyport.egress.document.Tolerance;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is told.
 *
 * @param from where the list is: {@code egress.json}, a host whose well-known document says where,
 *     or a plain file
 * @param format of which kind it is
 * @param trust whom to believe
 * @param direction which prefixes are taken; {@code BOTH} for all
 * @param service of which service; null for all
 * @param families of which families prefixes are taken
 * @param expected the families of which there may be prefixes at all
 * @param rules how careful the planning is
 * @param tolerance what is put up with in plain files
 * @param tolerated special-purpose addresses that may be listed
 * @param keep addresses that belong at the target whatever is published
 * @param guarded addresses that are never removed
 * @param takeOlder whether a list with a smaller serial is taken
 * @param skew how far clocks may be apart
 * @param limits how much of a document is read
 */
public record SyncSettings(
        URI from,
        Format format,
        Trust trust,
        Direction direction,
        @Nullable String service,
        Set<IpFamily> families,
        Set<IpFamily> expected,
        PlanRules rules,
        Tolerance tolerance,
        Set<SpecialPurpose.Use> tolerated,
        IpSet keep,
        IpSet guarded,
        boolean takeOlder,
        Duration skew,
        DocumentLimits limits) {

    /** Of which kind the list is. */
    public enum Format {
        /** {@code egress.json} with its signature. */
        SIGNED,
        /** {@code egress.json} without looking at its signature. */
        RICH,
        /** {@code source_ips.json}. */
        JSON,
        /** {@code source_ips.yaml}. */
        YAML,
        /** One prefix a line. */
        TEXT
    }

    /** Copies the sets. */
    public SyncSettings {
        families = Set.copyOf(families);
        expected = Set.copyOf(expected);
        tolerated = Set.copyOf(tolerated);
    }

    /**
     * Returns whether everything that the publisher calls from is taken. Only then may a serial be
     * acknowledged: the publisher believes that whoever has applied it is open for all of it.
     */
    public boolean isWhole() {
        return service == null
                && direction != Direction.INBOUND
                && families.containsAll(Set.of(IpFamily.values()));
    }

    /** Returns what decides which addresses a document stands for. */
    String digest() {
        return StateText.digest(
                String.join(
                        "|",
                        from.toString(),
                        format.name(),
                        direction.name(),
                        String.valueOf(service),
                        families.stream().sorted().toList().toString(),
                        expected.stream().sorted().toList().toString(),
                        tolerated.stream().sorted().toList().toString()));
    }
}
