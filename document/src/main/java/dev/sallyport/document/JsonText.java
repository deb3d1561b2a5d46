package dev.sallyport.document;

import java.io.StringWriter;
import java.io.Writer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** JSON being written, member by member. For one document and one thread. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonGenerator generator;

    private JsonText(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Returns the text of the document that {@code content} writes. */
    public static String of(Consumer<? super JsonText> content) {
        return of(FACTORY, content);
    }

    /**
     * Returns the same as {@link #of} in visible ASCII only: whatever a text holds, the document is
     * one line for everybody who reads lines, and its bytes are those of any encoding.
     */
    public static String asciiOf(Consumer<? super JsonText> content) {
        return of(ASCII, content);
    }

    private static String of(JsonFactory factory, Consumer<? super JsonText> content) {
        Writer text = new StringWriter();
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(new JsonText(generator));
        }
        return text.toString();
    }

    /** Writes an object whose members {@code members} writes. */
    public JsonText object(Runnable members) {
        generator.writeStartObject();
        members.run();
        generator.writeEndObject();
        return this;
    }

    /** Writes a member that is an object. */
    public JsonText object(String name, Runnable members) {
        generator.writeName(name);
        return object(members);
    }

    /** Writes an array; {@code element} writes each of its elements. */
    public <E> JsonText array(Iterable<E> elements, Consumer<? super E> element) {
        generator.writeStartArray();
        elements.forEach(element);
        generator.writeEndArray();
        return this;
    }

    /** Writes a member that is an array. */
    public <E> JsonText array(String name, Iterable<E> elements, Consumer<? super E> element) {
        generator.writeName(name);
        return array(elements, element);
    }

    /** Writes a text. */
    public JsonText text(String text) {
        generator.writeString(text);
        return this;
    }

    /** Writes a member that is an array of texts. */
    public JsonText texts(String name, Iterable<String> texts) {
        return array(name, texts, generator::writeString);
    }

    /** Writes a member that is a text, or null. */
    public JsonText member(String name, @Nullable String text) {
        generator.writeName(name);
        if (text == null) {
            generator.writeNull();
        } else {
            generator.writeString(text);
        }
        return this;
    }

    /** Writes a member that is a truth value. */
    public JsonText member(String name, boolean truth) {
        generator.writeName(name);
        generator.writeBoolean(truth);
        return this;
    }

    /** Writes a member that is a whole number. */
    public JsonText member(String name, long number) {
        generator.writeName(name);
        generator.writeNumber(number);
        return this;
    }

    /** Writes a member that is a number. */
    public JsonText member(String name, double number) {
        generator.writeName(name);
        generator.writeNumber(number);
        return this;
    }

    /** Writes a member that is null. */
    public JsonText nothing(String name) {
        return member(name, (String) null);
    }
}
