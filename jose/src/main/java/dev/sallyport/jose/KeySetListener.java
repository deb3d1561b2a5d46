package dev.sallyport.jose;

/** Is told how it stands with the keys of an issuer after every request; must not wait. */
@FunctionalInterface
public interface KeySetListener {

    /**
     * A request has ended.
     *
     * @param before how it stood
     * @param now how it stands
     */
    void changed(KeySetState before, KeySetState now);
}
