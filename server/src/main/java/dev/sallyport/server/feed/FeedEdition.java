package dev.sallyport.server.feed;

import dev.sallyport.egress.feed.FeedContent;
import dev.sallyport.egress.fetch.Validators;
import java.time.Instant;

/**
 * An edition of a feed that was taken.
 *
 * @param content what it holds
 * @param digest a text that differs where contents do
 * @param since since when it is in force
 * @param confirmedAt when its place last gave an answer that was taken or was no news
 * @param validators by what its place recognises it
 */
record FeedEdition(
        FeedContent content,
        String digest,
        Instant since,
        Instant confirmedAt,
        Validators validators) {

    FeedEdition confirmed(Instant at, Validators now) {
        return new FeedEdition(content, digest, since, at, now);
    }
}
