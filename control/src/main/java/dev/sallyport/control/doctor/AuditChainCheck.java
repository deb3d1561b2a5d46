package dev.sallyport.control.doctor;

import dev.sallyport.control.audit.AuditFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the audit log is what it was.
 *
 * @param finding what is wrong with it, or null if nothing is
 */
public record AuditChainCheck(@Nullable AuditFinding finding) implements Check {

    @Override
    public List<Finding> findings() {
        return finding == null
                ? List.of()
                : List.of(
                        Finding.of(
                                "audit.chain-broken",
                                Finding.Severity.ERROR,
                                "the audit log is not what it was when the server last looked: "
                                        + finding.detail(),
                                "find out who had access to the data folder; `sallyport audit verify` tells"
                                        + " more; when it is explained, remove `audit.head`"));
    }
}
