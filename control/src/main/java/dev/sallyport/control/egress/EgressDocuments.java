package dev.sallyport.control.egress;

import dev.sallyport.egress.list.EgressList;

/** Writes lists as they are published. */
@FunctionalInterface
public interface EgressDocuments {

    /** Returns the rich document of a list; the same for the same list. */
    String document(EgressList list);
}
