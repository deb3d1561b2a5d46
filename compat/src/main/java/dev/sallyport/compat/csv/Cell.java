package dev.sallyport.compat.csv;

/*
 * One field of a record (RFC 4180): its text without quotes and outer blanks, and where it begins, lines and columns from 1.
 */
record Cell(String text, int line, int column) {

    boolean isEmpty() {
        return text.isEmpty();
    }
}
