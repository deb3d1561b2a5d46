package dev.sallyport.engine.policy;

/**
 * A principal by kind and id.
 *
 * @param kind any kind but anonymous
 * @param id the id the deployment knows it by
 */
public record PrincipalReference(PrincipalKind kind, String id) {

    /**
     * Checks the kind.
     *
     * @throws IllegalArgumentException if the kind is anonymous
     */
    public PrincipalReference {
        if (kind == PrincipalKind.ANONYMOUS) {
            throw new IllegalArgumentException("an anonymous principal has no id");
        }
    }
}
