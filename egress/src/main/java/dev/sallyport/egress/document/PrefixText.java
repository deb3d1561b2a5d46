package dev.sallyport.egress.document;

import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;
import org.jspecify.annotations.Nullable;

/* A prefix as published documents write it: canonical, always with its length. */
final class PrefixText {

    private PrefixText() {}

    /** Returns the prefix, or null after noting why it is none. */
    static @Nullable IpPrefix read(String text, String where, Faults faults) {
        try {
            IpPrefix prefix = IpPrefix.parse(text);
            if (text.indexOf('/') < 0) {
                faults.add(
                        DocumentFault.VALUE,
                        where,
                        Faults.quoted(text) + " has no length",
                        "write `" + prefix + "`");
                return null;
            }
            return prefix;
        } catch (AddressSyntaxException refused) {
            String message = refused.getMessage();
            faults.add(
                    refused.fault().code(),
                    where,
                    message == null ? "this is no prefix" : message,
                    refused.hint());
            return null;
        }
    }
}
