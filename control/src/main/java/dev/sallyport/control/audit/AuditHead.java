package dev.sallyport.control.audit;

import java.time.Instant;

/**
 * How far the audit log went at an instant. Whoever keeps a signed one can tell later whether
 * records up to it were changed or cut off.
 *
 * @param number the number of the last record, 0 if there was none
 * @param hash its hash, {@link AuditChain#GENESIS} if there was none
 * @param at when that was so
 */
public record AuditHead(long number, String hash, Instant at) {}
