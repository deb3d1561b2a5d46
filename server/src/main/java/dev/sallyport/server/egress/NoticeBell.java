package dev.sallyport.server.egress;

import java.time.Duration;

/** Wakes those who wait for something to be published. Safe for use by many threads. */
public final class NoticeBell {

    private final Object lock = new Object();
    private long rung;
    private boolean closed;

    /** Makes a bell that nobody has rung. */
    public NoticeBell() {}

    /** Wakes everybody who waits. */
    public void ring() {
        synchronized (lock) {
            rung++;
            lock.notifyAll();
        }
    }

    /** Returns how often it was rung. */
    public long rung() {
        synchronized (lock) {
            return rung;
        }
    }

    /**
     * Waits until it has been rung more often than {@code known}, it is closed, the thread is
     * interrupted, or the time is over; returns how often it was rung.
     */
    public long await(long known, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        synchronized (lock) {
            try {
                long left = most.toMillis();
                while (rung == known && !closed && left > 0) {
                    lock.wait(left);
                    left = (deadline - System.nanoTime()) / 1_000_000;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return rung;
        }
    }

    /** Returns whether nothing is published any more. */
    public boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Wakes everybody for the last time. */
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }
}
