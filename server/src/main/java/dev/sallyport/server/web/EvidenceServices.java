package dev.sallyport.server.web;

import dev.sallyport.control.observation.Observations;
import dev.sallyport.server.node.ObservationKeeper;

/**
 * What the doors to what was observed open to.
 *
 * @param observations the use cases
 * @param keeper brings what the gate counts into the store
 * @param impact what policies do to what was observed
 */
public record EvidenceServices(
        Observations observations, ObservationKeeper keeper, ImpactServices impact) {}
