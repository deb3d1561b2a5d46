package dev.sallyport.engine.policy;

/**
 * The name of a tenant, unique in a deployment.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{0,62}}
 */
public record TenantId(String value) implements Comparable<TenantId> {

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is of another form
     */
    public TenantId {
        Identifier.check(value, "a tenant id");
    }

    /** Returns whether {@code text} could be a tenant id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
