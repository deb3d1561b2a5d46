package dev.sallyport.evidence.column;

import java.util.Arrays;

/*
 * What was ruled on the first row of each class and kind. As long as all combinations fit it keeps them; otherwise those of
 * one class at a time, so that it is never longer than there are kinds. Not thread-safe.
 */
final class Memo {

    private static final int MOST = 1 << 21;

    final char[] rulings;
    private final int kinds;
    private final boolean isWhole;

    /* Per class that is kept: 1 if some ruling allows, 2 if some denies. */
    private final byte[] outcomes;
    private int entered = -1;
    private int outcomeAt;
    private int[] touched = new int[16];
    private int touchedCount;

    Memo(int classes, int kinds) {
        this.kinds = kinds;
        isWhole = (long) classes * kinds <= MOST;
        rulings = new char[isWhole ? classes * kinds : kinds];
        outcomes = new byte[isWhole ? classes : 1];
    }

    /** Returns whether rulings of all classes are kept. */
    boolean isWhole() {
        return isWhole;
    }

    /** Returns where the rulings of a class begin, whose rows come next. */
    int enter(int classNumber) {
        if (isWhole) {
            outcomeAt = classNumber;
            return classNumber * kinds;
        }
        if (classNumber != entered) {
            forget();
            entered = classNumber;
        }
        return 0;
    }

    private void forget() {
        for (int i = 0; i < touchedCount; i++) {
            rulings[touched[i]] = Rulings.NONE;
        }
        touchedCount = 0;
        outcomes[0] = 0;
    }

    /** Keeps a ruling on the class entered last. */
    void put(int at, char ruling) {
        rulings[at] = ruling;
        outcomes[outcomeAt] |= (byte) (1 << Rulings.denials(ruling));
        if (!isWhole) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedCount);
            }
            touched[touchedCount++] = at;
        }
    }

    /** Returns whether some ruling on the class entered last allows. */
    boolean allows() {
        return (outcomes[outcomeAt] & 1) != 0;
    }

    /** Returns whether some ruling on the class entered last denies. */
    boolean denies() {
        return (outcomes[outcomeAt] & 2) != 0;
    }
}
