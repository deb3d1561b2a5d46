package dev.sallyport.control.port;

import dev.sallyport.control.list.ListId;
import dev.sallyport.engine.policy.TenantId;
import java.util.Map;

/**
 * The sequence of every tenant: the number of the last change that could alter a decision. It
 * outlives the tenant, so that a tenant made again under the same id goes on where the old one
 * ended and no node mistakes old for new.
 */
public interface SequenceRepository {

    /** Returns the sequence of a tenant; 0 if there never was one of this id. */
    long current(TenantId tenant);

    /** Returns the sequence of every tenant there is. */
    Map<TenantId, Long> all();

    /** Adds one to the sequence of a tenant and returns it. */
    long advance(TenantId tenant);

    /** Adds one to the sequence of every tenant whose active policy or draft names the list. */
    void advanceUsers(ListId list);

    /** Adds one to the sequence of every tenant there is. */
    void advanceAll();
}
