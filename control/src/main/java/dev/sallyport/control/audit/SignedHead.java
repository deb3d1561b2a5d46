package dev.sallyport.control.audit;

/**
 * A head with the deployment's signature under it.
 *
 * @param head the head
 * @param signature a JSON Web Signature in compact form (RFC 7515) over the head as JSON
 */
public record SignedHead(AuditHead head, String signature) {}
