package dev.sallyport.server.web;

import dev.sallyport.control.explain.ExplainRequest;
import dev.sallyport.control.explain.ShareExplanation;
import java.security.SecureRandom;

/**
 * What the doors that say why a request was decided as it was open to.
 *
 * @param explain the use case that explains
 * @param sharing the use cases of links
 * @param random makes the secret parts of links
 */
public record ExplanationServices(
        ExplainRequest explain, ShareExplanation sharing, SecureRandom random) {}
