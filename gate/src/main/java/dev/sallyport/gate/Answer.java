package dev.sallyport.gate;

import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/* A verdict and whose policy gave it, null if no tenant's did. */
record Answer(Verdict verdict, @Nullable TenantId tenant) {}
