package dev.sallyport.cli.log;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log in a thread of its own, unpacks it if it is packed, and hands out blocks of whole
 * lines. Few blocks exist and go round, so a reader that is faster than the parser waits for it.
 */
final class BlockSupply implements AutoCloseable {

    private static final int BLOCKS = 4;
    private static final int BUFFER = 1 << 16;

    /* What ends the stream of blocks; null for its regular end. */
    private record End(@Nullable IOException failure) {}

    private static final class CountedInput extends FilterInputStream {
        private volatile long position;

        CountedInput(InputStream source) {
            super(source);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            count(Math.max(count, 0));
            return count;
        }

        /* Only the reading thread writes. */
        @SuppressWarnings("NonAtomicVolatileUpdate")
        private void count(int bytes) {
            position += bytes;
        }
    }

    private final BlockingQueue<Object> filled = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS);
    private final CountedInput counted;
    private final Thread reader;

    BlockSupply(LogSource source) throws IOException {
        counted = new CountedInput(source.open());
        for (int i = 0; i < BLOCKS; i++) {
            free.add(new Block());
        }
        reader = Thread.ofPlatform().daemon().name("log-reader").start(this::read);
    }

    /**
     * Returns the next block, or null at the end; to be given back.
     *
     * @throws IOException if the log cannot be read further; every line before has been handed out
     */
    @Nullable Block take() throws IOException, InterruptedException {
        Object next = filled.take();
        if (next instanceof Block block) {
            return block;
        }
        IOException failure = ((End) next).failure();
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** Takes a block back that is no longer needed. */
    void giveBack(Block block) {
        free.add(block);
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void read() {
        try {
            filled.put(readAll());
        } catch (InterruptedException abandoned) {
            // Nobody waits for blocks any more.
        }
    }

    private End readAll() throws InterruptedException {
        IOException failure = null;
        Block block = free.take();
        block.length = 0;
        try (InputStream input = unpacked()) {
            boolean more = true;
            while (more) {
                more = fill(input, block);
                if (more) {
                    block = passOn(block);
                }
            }
        } catch (IOException broken) {
            failure = broken;
        }
        if (block.length > 0) {
            hand(block, false);
        }
        return new End(failure);
    }

    private InputStream unpacked() throws IOException {
        BufferedInputStream input = new BufferedInputStream(counted, BUFFER);
        input.mark(2);
        int first = input.read();
        int second = input.read();
        input.reset();
        return GzipInput.isMagic(first, second) ? new GzipInput(input) : input;
    }

    /* Returns false at the end of the input. */
    private static boolean fill(InputStream input, Block block) throws IOException {
        while (block.length < Block.SIZE) {
            int count = input.read(block.bytes, block.length, Block.SIZE - block.length);
            if (count < 0) {
                return false;
            }
            block.length += count;
        }
        return true;
    }

    /* Hands out the whole lines of a full block and returns another one that begins with the rest. */
    private Block passOn(Block full) throws InterruptedException {
        int end = full.length;
        while (end > 0 && full.bytes[end - 1] != '\n') {
            end--;
        }
        Block next = free.take();
        boolean unfinished = end == 0;
        next.length = unfinished ? 0 : full.length - end;
        System.arraycopy(full.bytes, full.length - next.length, next.bytes, 0, next.length);
        full.length -= next.length;
        hand(full, unfinished);
        return next;
    }

    private void hand(Block block, boolean unfinished) throws InterruptedException {
        block.unfinished = unfinished;
        block.position = counted.position;
        filled.put(block);
    }
}
