package dev.sallyport.evidence.column;

import java.util.Arrays;

/*
 * What was ruled on the first row of each class and kind. As long as all combinations fit it keeps them; otherwise those of
 * one interval at a time, so that it is never longer than there are kinds. Not thread-safe.
 */
final class Memo {

    private static final int MOST = 1 << 21;

    final char[] rulings;
    private final int kinds;
    private final boolean isWhole;
    private int[] touched = new int[16];
    private int touchedCount;

    Memo(int classes, int kinds) {
        this.kinds = kinds;
        isWhole = (long) classes * kinds <= MOST;
        rulings = new char[isWhole ? classes * kinds : kinds];
    }

    /** Returns whether rulings of all classes are kept. */
    boolean isWhole() {
        return isWhole;
    }

    /** Returns where the rulings of a class begin, whose rows come next. */
    int enter(int classNumber) {
        if (isWhole) {
            return classNumber * kinds;
        }
        for (int i = 0; i < touchedCount; i++) {
            rulings[touched[i]] = Rulings.NONE;
        }
        touchedCount = 0;
        return 0;
    }

    void put(int at, char ruling) {
        rulings[at] = ruling;
        if (!isWhole) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedCount);
            }
            touched[touchedCount++] = at;
        }
    }
}
