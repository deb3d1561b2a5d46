package dev.sallyport.compat.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** The bytes of a source as text. */
public final class SourceText {

    private SourceText() {}

    /**
     * Returns the text, without a byte order mark.
     *
     * @throws RefusedSourceException if the bytes are too many or no text in UTF-8; it says what
     *     they look like
     */
    public static String of(byte[] bytes) {
        if (bytes.length > ImportTerms.MAX_BYTES) {
            throw new RefusedSourceException(
                    "the file is longer than %,d bytes".formatted(ImportTerms.MAX_BYTES),
                    "take a part of it at a time");
        }
        refuseOtherFiles(bytes);
        int from = begins(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        try {
            String text =
                    UTF_8.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                            .toString();
            if (text.isBlank()) {
                throw new RefusedSourceException("the file is empty", "");
            }
            return text;
        } catch (CharacterCodingException malformed) {
            throw new RefusedSourceException(
                    "the file is no text in UTF-8: line " + badLine(bytes, from),
                    "save it as UTF-8");
        }
    }

    private static int badLine(byte[] bytes, int from) {
        CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CoderResult _ = decoder.decode(in, java.nio.CharBuffer.allocate(bytes.length), true);
        int line = 1;
        for (int i = from; i < in.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static void refuseOtherFiles(byte[] bytes) {
        if (begins(bytes, 0x1F, 0x8B)) {
            throw new RefusedSourceException("the file is compressed (gzip)", "unpack it first");
        }
        if (begins(bytes, 'P', 'K', 3, 4)) {
            throw new RefusedSourceException(
                    "the file is an archive or a workbook (.zip, .xlsx)",
                    "unpack it, or save the sheet as CSV in UTF-8");
        }
        if (begins(bytes, '%', 'P', 'D', 'F')) {
            throw new RefusedSourceException("the file is a PDF", "");
        }
        if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
            throw new RefusedSourceException("the file is UTF-16", "save it as UTF-8");
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new RefusedSourceException(
                        "the file is no text: there is a zero byte at " + i, "");
            }
        }
    }

    private static boolean begins(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
