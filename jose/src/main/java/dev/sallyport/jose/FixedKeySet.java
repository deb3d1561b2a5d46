package dev.sallyport.jose;

/* Keys that never change. */
record FixedKeySet(KeySet keys) implements KeySetSource {

    @Override
    public KeySet current() {
        return keys;
    }

    @Override
    public void missed() {
        /* There are no others. */
    }
}
