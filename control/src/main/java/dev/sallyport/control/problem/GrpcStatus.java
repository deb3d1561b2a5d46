package dev.sallyport.control.problem;

/** The status codes of gRPC that problems map to, named as in the gRPC specification. */
public enum GrpcStatus {
    /** The request itself is at fault, whatever the state of the system. */
    INVALID_ARGUMENT(3),
    /** Something that was named does not exist. */
    NOT_FOUND(5),
    /** Something that was to be made exists. */
    ALREADY_EXISTS(6),
    /** The caller is known and may not. */
    PERMISSION_DENIED(7),
    /** A limit was reached. */
    RESOURCE_EXHAUSTED(8),
    /** The state of the system forbids it; repeating unchanged will not help. */
    FAILED_PRECONDITION(9),
    /** Somebody else was faster; read again and repeat. */
    ABORTED(10),
    /** The door does not do this. */
    UNIMPLEMENTED(12),
    /** A fault of our own. */
    INTERNAL(13),
    /** Not now; repeating later may help. */
    UNAVAILABLE(14),
    /** The caller is not known. */
    UNAUTHENTICATED(16);

    private final int number;

    GrpcStatus(int number) {
        this.number = number;
    }

    /** Returns the number on the wire. */
    public int number() {
        return number;
    }
}
