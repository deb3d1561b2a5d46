package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.ProblemCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/*
 * Bytes as JSON tokens, and what is wrong with bytes that are none. Bytes are decoded by our own strict decoder: left to
 * itself the parser would guess the encoding (UTF-16, UTF-32) from the first of them.
 */
final class JsonSource {

    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_NUMBER_LENGTH = 100;

    /* More bytes than the limit. */
    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /* Counts bytes and refuses to hand on more than the limit. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream bytes, long limit) {
            super(bytes);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            counted(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int count = super.read(buffer, from, length);
            counted(Math.max(count, 0));
            return count;
        }

        private void counted(int count) throws IOException {
            left -= count;
            if (left < 0) {
                throw new TooLargeException();
            }
        }
    }

    private JsonSource() {}

    /*
     * Names are not kept in tables, which would grow with every unknown name.
     */
    private static JsonFactory factory(DocumentLimits limits) {
        return JsonFactory.builder()
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(limits.maxDepth() + 1)
                                .maxNameLength(MAX_NAME_LENGTH)
                                .maxNumberLength(MAX_NUMBER_LENGTH)
                                .maxStringLength(limits.maxTextLength())
                                .build())
                .build();
    }

    /**
     * Returns the tokens of a document. Its exceptions are for {@link #fault}.
     *
     * @throws IOException if the first bytes are no beginning of a document, or cannot be read
     */
    static JsonParser open(InputStream bytes, DocumentLimits limits) throws IOException {
        PushbackInputStream start =
                new PushbackInputStream(new Limited(bytes, limits.maxBytes()), 4);
        byte[] first = start.readNBytes(4);
        start.unread(first);
        if (first.length >= 2 && (first[0] == 0 || first[1] == 0) || isByteOrderMark(first)) {
            throw new CharacterCodingException();
        }
        Reader text =
                new InputStreamReader(
                        start,
                        UTF_8.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
        return factory(limits).createParser(ObjectReadContext.empty(), text);
    }

    private static boolean isByteOrderMark(byte[] first) {
        return first.length >= 2 && (first[0] == (byte) 0xFE || first[0] == (byte) 0xFF)
                || first.length >= 3
                        && first[0] == (byte) 0xEF
                        && first[1] == (byte) 0xBB
                        && first[2] == (byte) 0xBF;
    }

    /** Returns what is wrong with a document at which the parser stopped. */
    static Fault fault(JacksonException stopped, String pointer, DocumentLimits limits) {
        for (Throwable cause = stopped; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException inputOutput) {
                return fault(inputOutput, pointer, limits);
            }
        }
        if (stopped instanceof StreamConstraintsException) {
            return new Fault(
                    ProblemCode.JSON_TOO_LONG,
                    pointer,
                    "a text, a name or a number is too long",
                    "write texts of at most "
                            + limits.maxTextLength()
                            + " characters, names of at most "
                            + MAX_NAME_LENGTH
                            + ", numbers of at most "
                            + MAX_NUMBER_LENGTH);
        }
        String place = place(stopped.getLocation());
        if (stopped instanceof UnexpectedEndOfInputException) {
            return new Fault(
                    ProblemCode.JSON_SYNTAX,
                    pointer,
                    "the document ends too early" + place,
                    "send all of it");
        }
        boolean control = stopped.getOriginalMessage().contains("CTRL-CHAR");
        return new Fault(
                ProblemCode.JSON_SYNTAX,
                pointer,
                control ? "there is a control character" + place : "the text is not JSON" + place,
                control ? "remove the character" : "mend the text there");
    }

    /**
     * Returns what is wrong with a document whose bytes could not be read.
     *
     * @throws UncheckedIOException if that is no fault of the document
     */
    static Fault fault(IOException failed, String pointer, DocumentLimits limits) {
        if (failed instanceof TooLargeException) {
            return new Fault(
                    ProblemCode.JSON_TOO_LARGE,
                    pointer,
                    "the document is longer than " + limits.maxBytes() + " bytes",
                    "send less, or have the operator raise the limit");
        }
        if (failed instanceof CharacterCodingException) {
            return new Fault(
                    ProblemCode.JSON_ENCODING,
                    pointer,
                    "the document is not UTF-8 without a byte order mark",
                    "save it as UTF-8");
        }
        throw new UncheckedIOException(failed);
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
