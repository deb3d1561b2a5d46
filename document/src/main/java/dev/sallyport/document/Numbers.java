package dev.sallyport.document;

import dev.sallyport.control.problem.ProblemCode;

/* Whole numbers in documents that we wrote ourselves. */
final class Numbers {

    private static final long MOST = 999_999_999_999_999_999L;

    private Numbers() {}

    /** Returns the number at the cursor, 0 or more; 0 if, noted, there is none. */
    static long natural(JsonCursor cursor) {
        Long number = cursor.wholeNumber(0, MOST, ProblemCode.JSON_WRONG_TYPE);
        return number == null ? 0 : number;
    }
}
