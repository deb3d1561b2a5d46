package dev.sallyport.control.guard;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/* When nobody of several is left who gets in. */
final class Stranding {

    private Stranding() {}

    /**
     * Returns the first instant at which all are denied and somebody would not be under what is
     * active.
     */
    static OptionalLong first(List<Timeline> timelines) {
        TreeSet<Long> instants = new TreeSet<>();
        timelines.forEach(timeline -> instants.addAll(timeline.stretches().keySet()));
        for (long instant : instants) {
            boolean isNew = false;
            boolean isEverybody = true;
            for (Timeline timeline : timelines) {
                Timeline.Stretch stretch = timeline.at(instant);
                isEverybody &= stretch.isDenied();
                isNew |= !stretch.wasDenied();
                if (!isEverybody) {
                    break;
                }
            }
            if (isEverybody && isNew) {
                return OptionalLong.of(instant);
            }
        }
        return OptionalLong.empty();
    }
}
