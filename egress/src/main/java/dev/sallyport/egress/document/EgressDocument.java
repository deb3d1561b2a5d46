package dev.sallyport.egress.document;

import dev.sallyport.egress.list.EgressList;
import java.util.List;

/**
 * The document {@code egress.json}: a list, who publishes it, and the digests of the plainer files
 * beside it.
 *
 * @param publisher the origin of the service, an {@code https} or {@code http} address without path
 * @param list the list
 * @param files the files beside it
 */
public record EgressDocument(String publisher, EgressList list, List<FileDigest> files) {

    /** The format and its version, which the document says first. */
    public static final String FORMAT = "sallyport-egress/1";

    /**
     * A file beside the document.
     *
     * @param name its name, such as {@code source_ips.json}
     * @param sha256 the SHA-256 of its bytes, 64 lower-case hexadecimal digits
     */
    public record FileDigest(String name, String sha256) {

        /**
         * Checks both.
         *
         * @throws IllegalArgumentException if the name is no plain file name or the digest none
         */
        public FileDigest {
            if (!isName(name)) {
                throw new IllegalArgumentException("a file name has a-z, A-Z, 0-9, _, - and .");
            }
            if (!isDigest(sha256)) {
                throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
            }
        }

        static boolean isName(String text) {
            return text.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,62}");
        }

        static boolean isDigest(String text) {
            return text.matches("[0-9a-f]{64}");
        }
    }

    /**
     * Copies the files and checks the publisher.
     *
     * @throws IllegalArgumentException if the publisher is no origin
     */
    public EgressDocument {
        files = List.copyOf(files);
        if (!isOrigin(publisher)) {
            throw new IllegalArgumentException(
                    "a publisher is an origin such as https://saas.example");
        }
    }

    /** Returns whether {@code text} is an origin: scheme, host and at most a port. */
    public static boolean isOrigin(String text) {
        return text.length() <= 300
                && text.matches("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    }
}
