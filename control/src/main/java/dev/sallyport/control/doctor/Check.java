package dev.sallyport.control.doctor;

import java.util.List;

/**
 * One thing that can be wrong with a set-up. A check holds the facts it looks at, is pure, and says
 * nothing where it has seen too little.
 */
@FunctionalInterface
public interface Check {

    /** Returns what it found, worst first; empty if all is well. */
    List<Finding> findings();
}
