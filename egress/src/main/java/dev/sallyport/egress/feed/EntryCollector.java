package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/* Collects the entries of a document, and what is wrong with those that are none. */
final class EntryCollector {

    private final int most;
    private final List<FeedEntry> entries = new ArrayList<>();
    private final List<FeedObjection> objections = new ArrayList<>();

    EntryCollector(int most) {
        this.most = most;
    }

    void add(String where, String prefix, String region, String service) {
        add(where, prefix, region, service, FeedDirection.UNSTATED, "");
    }

    /** Adds a line of the document, or notes why it is none; {@code where} says which one it is. */
    void add(
            String where,
            String text,
            String region,
            String service,
            FeedDirection direction,
            String detail) {
        IpPrefix prefix = AddressParser.tryParsePrefix(text);
        if (prefix == null) {
            if (objections.size() < FeedReading.Refused.MOST) {
                objections.add(
                        new FeedObjection(FeedFault.BAD_PREFIX, where + ": " + reason(text)));
            }
            return;
        }
        if (entries.size() == most) {
            throw new FeedRefusedException(
                    FeedFault.TOO_MANY, "the document has more than " + most + " entries");
        }
        entries.add(new FeedEntry(prefix, region, service, direction, detail));
    }

    private static String reason(String text) {
        try {
            return AddressParser.parsePrefix(text).toString();
        } catch (AddressSyntaxException refused) {
            return refused.hint().isEmpty()
                    ? String.valueOf(refused.getMessage())
                    : refused.getMessage() + ", " + refused.hint();
        }
    }

    boolean isFaulty() {
        return !objections.isEmpty();
    }

    List<FeedObjection> objections() {
        return objections;
    }

    List<FeedEntry> entries() {
        return entries;
    }
}
