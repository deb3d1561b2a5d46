package dev.sallyport.control.port;

import java.util.function.Function;

/**
 * The state of the deployment, changed and read in transactions. Safe for use by several threads;
 * transactions do not nest.
 */
public interface Transactions {

    /**
     * Returns what {@code work} makes of one consistent state. The work changes nothing; a
     * repository that is asked to throws {@link IllegalStateException}.
     *
     * @throws StorageException if the state cannot be read
     */
    <T> T read(Function<? super Repositories, ? extends T> work);

    /**
     * Returns what {@code work} returns once everything it changed is on disk: all of it, or none
     * of it if the work throws. Writes happen one after another, each on the state the one before
     * left. The changes it announced are handed to the listeners in that same order before this
     * returns.
     *
     * @throws StorageException if the state cannot be read or written; nothing was changed then
     */
    <T> T write(Function<? super Repositories, ? extends T> work);

    /**
     * Calls {@code listener} with every change committed from now on. It is called by the thread
     * that wrote, must not write itself, and what it throws is not seen by the writer.
     */
    void addListener(ChangeListener listener);
}
