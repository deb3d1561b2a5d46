package dev.sallyport.cli.log;

/*
 * A piece of a log on its way from the thread that reads to the one that parses: whole lines, each with its line break,
 * but for the last line of a log; or a part of a line that is longer than a block. Handed over, never shared.
 */
final class Block {

    /* Longer than any line a server writes: nginx caps a request line at 32 KiB, headers in JSON add to that. */
    static final int SIZE = 1 << 20;

    final byte[] bytes = new byte[SIZE];
    int length;

    /* Whether the line at the end goes on in the next block. */
    boolean unfinished;

    /* How many bytes of the file were read when this block was filled. */
    long position;
}
