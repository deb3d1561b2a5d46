package dev.sallyport.egress.document;

import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/* The prefixes of a plain file as they come: ascending and none twice, up to a number. */
final class PrefixLines {

    private final Faults faults;
    private final Tolerance tolerance;
    private final int most;
    private final List<IpPrefix> prefixes = new ArrayList<>();
    private final Set<IpPrefix> seen = new HashSet<>();
    private int count;

    PrefixLines(Faults faults, DocumentLimits limits, Tolerance tolerance) {
        this.faults = faults;
        this.tolerance = tolerance;
        most = limits.prefixes();
    }

    void take(String text, String where) {
        count++;
        if (count > most) {
            return;
        }
        IpPrefix prefix = PrefixText.read(text, where, faults);
        if (prefix == null) {
            return;
        }
        if (!seen.add(prefix)) {
            if (!tolerance.duplicates()) {
                faults.add(DocumentFault.DUPLICATE, where, "`" + prefix + "` is there twice", "");
            }
            return;
        }
        if (!tolerance.unsorted()
                && !prefixes.isEmpty()
                && prefixes.getLast().compareTo(prefix) > 0) {
            faults.add(
                    DocumentFault.UNSORTED,
                    where,
                    "`" + prefix + "` stands behind a larger prefix",
                    "");
        }
        prefixes.add(prefix);
    }

    List<IpPrefix> finish() {
        if (count > most) {
            faults.add(
                    DocumentFault.TOO_MANY,
                    "",
                    "there are " + count + " prefixes, the limit is " + most,
                    "");
        }
        return prefixes;
    }
}
