package dev.sallyport.evidence.recommend;

import java.util.List;

/*
 * The smallest price at which the best cover fits into the space that may be opened. Covers by space and weight, the best at
 * all prices are the corners of the upper hull:
 *
 *   weight |        . a  best at price 0
 *          |    . c
 *          |  .
 *          | b   nothing
 *          +-------------- space
 *
 * Between a cover that is too large (a) and one that fits (b) the price at which both are worth the same asks for the
 * corner between them, if there is one. The number of steps is at most the number of corners; each ends with a and b one
 * corner closer.
 */
final class PriceSearch {

    private PriceSearch() {}

    static Cover cover(CoverSearch search, long space) {
        Cover tooLarge = search.best(Price.FREE);
        if (tooLarge.space() <= space) {
            return tooLarge;
        }
        Cover fitting = new Cover(List.of(), 0, 0);
        while (true) {
            Price price =
                    new Price(
                            tooLarge.weight() - fitting.weight(),
                            tooLarge.space() - fitting.space());
            Cover between = search.best(price);
            if (!price.isWorthMore(between, fitting)) {
                return fitting;
            }
            if (between.space() > space) {
                tooLarge = between;
            } else {
                fitting = between;
            }
        }
    }
}
