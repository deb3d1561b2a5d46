package dev.sallyport.engine.channel;

import dev.sallyport.engine.address.QuotedText;
import dev.sallyport.engine.policy.ChannelId;

/**
 * One reason why channel declarations cannot be used.
 *
 * @param channel the channel whose declaration is at fault
 * @param path the path prefix at fault, or empty if it is the channel itself
 * @param kind what is wrong
 */
public record ChannelFault(ChannelId channel, String path, Kind kind) {

    /** What can be wrong. The codes are public API: never renamed, never reused. */
    public enum Kind {
        /** The channel is {@code other}, which is built in. */
        BUILT_IN("channel.built-in", "is built in", "choose another name"),
        /** Two declarations are of one channel. */
        REPEATED("channel.repeated", "is declared twice", "write all paths in one declaration"),
        /** The path does not begin with {@code /}. */
        PATH_START("channel.path-start", "does not begin with `/`", "begin the path with `/`"),
        /** The path has an empty segment: {@code //}. */
        PATH_EMPTY_SEGMENT(
                "channel.path-empty-segment",
                "has an empty segment",
                "write one `/` between segments"),
        /** A segment of the path is {@code .} or {@code ..}. */
        PATH_DOT_SEGMENT(
                "channel.path-dot-segment",
                "has a dot segment",
                "write the path without `.` and `..` segments"),
        /** The path holds {@code %}: prefixes are written decoded. */
        PATH_ESCAPE("channel.path-escape", "has an escape", "write the path decoded"),
        /**
         * The path holds {@code ;}, <code>&#92;</code>, {@code ?}, {@code #} or a control
         * character.
         */
        PATH_CHARACTER(
                "channel.path-character",
                "holds a character that makes request paths ambiguous",
                "write the path without `;`, `\\`, `?`, `#` and control characters"),
        /** The same path is declared twice. */
        PATH_REPEATED("channel.path-repeated", "is declared twice", "give the path to one channel");

        private final String code;
        private final String predicate;
        private final String hint;

        Kind(String code, String predicate, String hint) {
            this.code = code;
            this.predicate = predicate;
            this.hint = hint;
        }
    }

    /** Returns the public code, such as {@code channel.path-start}. */
    public String code() {
        return kind.code;
    }

    /** Returns one lower-case sentence that says what is wrong. */
    public String message() {
        String subject = "channel `" + channel + "`";
        return path.isEmpty() && kind != Kind.PATH_START
                ? subject + " " + kind.predicate
                : "path " + QuotedText.quote(path) + " of " + subject + " " + kind.predicate;
    }

    /** Returns how to mend it. */
    public String hint() {
        return kind.hint;
    }
}
