package dev.sallyport.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a command writes its result. */
public enum OutputFormat {
    /** For people; {@code text} is another name of it. */
    TABLE,
    /** For programs. */
    JSON;

    /** Reads a format from a command line, in whatever case. */
    public static final class Reader implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "table", "text" -> TABLE;
                case "json" -> JSON;
                default ->
                        throw new TypeConversionException(
                                "expected `table` or `json`, not `" + value + "`");
            };
        }
    }
}
