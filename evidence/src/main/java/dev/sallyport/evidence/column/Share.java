package dev.sallyport.evidence.column;

/**
 * What a comparison comes to for one person, client, network, country, origin or channel.
 *
 * @param key whom or what it is about
 * @param tally rows and requests by change
 */
public record Share<T>(T key, Tally tally) {}
