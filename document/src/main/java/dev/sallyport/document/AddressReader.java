package dev.sallyport.document;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import org.jspecify.annotations.Nullable;

/* Reads addresses of requests, as the decision port does: strictly, a zone dropped. */
final class AddressReader {

    private AddressReader() {}

    /** Returns the address at the cursor, or null if it is none, noted under {@code code}. */
    static @Nullable IpAddress read(JsonCursor cursor, ProblemCode code) {
        String text = cursor.rawText();
        return text == null ? null : parse(cursor, text, code);
    }

    /** Returns the address of somebody: one that is specified. */
    static @Nullable IpAddress readSpecified(JsonCursor cursor, ProblemCode code, String hint) {
        IpAddress address = read(cursor, code);
        if (address != null && address.isUnspecified()) {
            cursor.fault(code, "nobody comes from the unspecified address", hint);
            return null;
        }
        return address;
    }

    /** Returns the address that a text at the cursor is, or null if it is none. */
    static @Nullable IpAddress parse(JsonCursor cursor, String text, ProblemCode code) {
        try {
            return AddressParser.parseRequestAddress(text);
        } catch (AddressSyntaxException refused) {
            cursor.fault(code, EntryReader.messageOf(refused), refused.hint());
            return null;
        }
    }
}
