package dev.sallyport.document;

import java.util.ArrayList;
import java.util.List;

/* Where in a document reading has come to; turned into a JSON Pointer (RFC 6901) only for a fault. */
final class JsonPointer {

    /* Member names, or indexes of elements in boxes of one. */
    private final List<Object> steps = new ArrayList<>();

    void enterMember(String name) {
        steps.add(name);
    }

    void enterElements() {
        steps.add(new int[] {-1});
    }

    void nextElement() {
        ((int[]) steps.getLast())[0]++;
    }

    int element() {
        return ((int[]) steps.getLast())[0];
    }

    void leave() {
        steps.removeLast();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Object step : steps) {
            text.append('/');
            if (step instanceof int[] index) {
                // Reading can end in front of the first element.
                text.append(Math.max(0, index[0]));
            } else {
                text.append(escaped((String) step));
            }
        }
        return text.toString();
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
