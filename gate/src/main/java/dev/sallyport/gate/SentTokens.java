package dev.sallyport.gate;

/**
 * Tokens that come with requests.
 *
 * @param place where in a request
 * @param facts who reads them
 * @param isTenantChecked whether a token must name the tenant that the request is for: one that
 *     names another, or none, makes the request ambiguous
 */
public record SentTokens(TokenPlace place, TokenFacts facts, boolean isTenantChecked) {}
