package dev.sallyport.compat.nginx;

import dev.sallyport.compat.imports.Place;
import java.util.List;

/*
 * One directive: its words without quotes, what a comment behind it on its line says, and the directives of its block; empty
 * where it has none.
 */
record Directive(
        Place.InText place,
        List<String> words,
        String comment,
        boolean isBlock,
        List<Directive> block) {

    String name() {
        return words.getFirst();
    }

    /** Returns the words as they would be written on one line. */
    String text() {
        return String.join(" ", words);
    }

    Directive withBlock(List<Directive> directives) {
        return new Directive(place, words, comment, isBlock, directives);
    }
}
