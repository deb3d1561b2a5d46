package dev.sallyport.control.tenant;

import dev.sallyport.control.problem.Problem;
import dev.sallyport.engine.policy.TenantId;

/** What came of one line of an import. */
public sealed interface LineResult {

    /** The tenant was made. */
    record Created(TenantId id) implements LineResult {}

    /** Members of the tenant were changed. */
    record Updated(TenantId id) implements LineResult {}

    /** The tenant was as the line says; nothing was written. */
    record Unchanged(TenantId id) implements LineResult {}

    /** Nothing of the line was done. */
    record Refused(Problem problem) implements LineResult {}
}
