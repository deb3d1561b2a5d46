package dev.sallyport.document;

import dev.sallyport.control.problem.Fault;

/* Why an operation of a patch cannot be carried out; never leaves this package. */
final class PatchFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    PatchFaultException(Fault fault) {
        super(fault.detail(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
