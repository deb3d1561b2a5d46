package dev.sallyport.server.web;

import dev.sallyport.control.observation.Observations;
import dev.sallyport.server.node.ObservationKeeper;

/**
 * What the doors to what was observed open to.
 *
 * @param observations the use cases
 * @param keeper brings what the gate counts into the store
 */
public record EvidenceServices(Observations observations, ObservationKeeper keeper) {}
