package dev.sallyport.server.web;

import dev.sallyport.control.monitor.Monitoring;
import dev.sallyport.control.whatif.ObservedWhatIf;
import dev.sallyport.control.whatif.RecommendEntries;

/**
 * What the doors to what policies do to observed traffic open to.
 *
 * @param whatIf the use case that tries a policy
 * @param recommend the use case that proposes entries
 * @param monitoring the use cases of policies that only monitor
 */
public record ImpactServices(
        ObservedWhatIf whatIf, RecommendEntries recommend, Monitoring monitoring) {}
