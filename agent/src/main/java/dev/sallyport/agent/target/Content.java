package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a target held when it was read. Immutable. */
public final class Content {

    private final IpSet addresses;
    private final byte @Nullable [] bytes;

    private final boolean isTorn;

    private Content(IpSet addresses, byte @Nullable [] bytes, boolean isTorn) {
        this.addresses = addresses;
        this.bytes = bytes;
        this.isTorn = isTorn;
    }

    /** Returns a content of which only the addresses are known. */
    public static Content of(Collection<IpPrefix> prefixes) {
        return new Content(IpSet.ofPrefixes(prefixes), null, false);
    }

    /** Returns the content of a file with exactly these bytes. */
    static Content ofFile(Collection<IpPrefix> prefixes, byte[] bytes) {
        return new Content(IpSet.ofPrefixes(prefixes), bytes.clone(), false);
    }

    /** Returns this content of a target of which another part holds something else. */
    Content torn() {
        return new Content(addresses, bytes, true);
    }

    /** Returns whether parts of the target differ, so that it has to be written again. */
    public boolean isTorn() {
        return isTorn;
    }

    /** Returns the addresses. */
    public IpSet addresses() {
        return addresses;
    }

    /** Returns the bytes of the file, or nothing if there was none or the target is no file. */
    Optional<byte[]> bytes() {
        byte[] file = bytes;
        return file == null ? Optional.empty() : Optional.of(file.clone());
    }
}
