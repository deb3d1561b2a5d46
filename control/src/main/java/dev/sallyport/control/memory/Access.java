package dev.sallyport.control.memory;

/* A state as one transaction may use it. */
record Access(State readable, boolean isWritable) {

    State writable() {
        if (!isWritable) {
            throw new IllegalStateException("a read transaction changes nothing");
        }
        return readable;
    }
}
