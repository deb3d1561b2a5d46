package dev.sallyport.engine.policy;

/**
 * The operator's named hole in every allow list, such as the callbacks of an identity provider.
 *
 * @param id unique in the deployment; of several that cover, the smallest is reported
 * @param coverage the requests it is for
 * @param life when it counts
 */
public record Exemption(String id, Coverage coverage, Life life) {}
