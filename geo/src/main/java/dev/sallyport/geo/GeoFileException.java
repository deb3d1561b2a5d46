package dev.sallyport.geo;

import java.util.List;

/** Files from which no geo data can be had; says of each fault what it is. */
public final class GeoFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /**
     * Says what is wrong.
     *
     * @param faults one sentence each, without a full stop; at least one
     */
    public GeoFileException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    GeoFileException(String fault) {
        this(List.of(fault));
    }

    GeoFileException(String fault, Throwable cause) {
        super(fault, cause);
        this.faults = List.of(fault);
    }

    /** Returns what is wrong, one sentence each. */
    public List<String> faults() {
        return faults;
    }
}
