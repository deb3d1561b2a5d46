package dev.sallyport.gate;

/* How far reading a part of a request has come. */
enum Progress {
    /** Everything there was is read, and more must come. */
    MORE,
    /** The part is complete; what follows it was left alone. */
    COMPLETE,
    /** The part will never be complete; the reader knows why. */
    REFUSED
}
