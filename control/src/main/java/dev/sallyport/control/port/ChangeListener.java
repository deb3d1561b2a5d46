package dev.sallyport.control.port;

/** Somebody who follows what is committed, such as the holder of the compiled snapshots. */
@FunctionalInterface
public interface ChangeListener {

    /**
     * Takes note of one committed change; calls come one at a time, in the order of the commits.
     */
    void committed(Change change);
}
