package dev.sallyport.server.identity;

import dev.sallyport.gate.TokenPlace;
import dev.sallyport.jose.KeySetLocation;
import dev.sallyport.jose.KeySetTimes;
import dev.sallyport.jose.TokenPolicy;

/**
 * Which tokens of the application the gate looks at.
 *
 * @param place where they stand in a request
 * @param keys where their issuer's keys are
 * @param times when these are fetched and how long they count
 * @param policy what a token must be like
 * @param claims under which claims it says what
 * @param remembered how many verified tokens are remembered at most
 */
public record TokenSettings(
        TokenPlace place,
        KeySetLocation keys,
        KeySetTimes times,
        TokenPolicy policy,
        ClaimsMap claims,
        int remembered) {}
