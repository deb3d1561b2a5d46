package dev.sallyport.engine.policy;

/**
 * A tenant's leave for the operator's people to come in for a while.
 *
 * @param id unique in the tenant; of several that cover, the smallest is reported
 * @param coverage the requests it is for
 * @param life when it counts; its end is the end of the lease the node holds
 */
public record SupportGrant(String id, Coverage coverage, Life life) {}
