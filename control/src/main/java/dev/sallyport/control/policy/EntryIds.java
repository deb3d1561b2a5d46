package dev.sallyport.control.policy;

import dev.sallyport.engine.policy.EntryId;

/** Makes ids of entries. */
@FunctionalInterface
public interface EntryIds {

    /** Returns an id that was not returned before. */
    EntryId next();
}
