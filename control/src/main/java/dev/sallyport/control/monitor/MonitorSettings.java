package dev.sallyport.control.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a policy that only monitors, and until when somebody should have looked at it.
 *
 * @param owner who answers for it, empty if not said
 * @param reviewAt when somebody should look at it, or null for {@link #USUAL_LIFE} after it began
 */
public record MonitorSettings(String owner, @Nullable Instant reviewAt) {

    /** Nobody, and the usual time. */
    public static final MonitorSettings NONE = new MonitorSettings("", null);

    /** After how long a policy that only monitors is to be looked at unless somebody says when. */
    public static final Duration USUAL_LIFE = Duration.ofDays(30);

    /** The longest name of an owner, in characters. */
    public static final int MAX_OWNER_LENGTH = 100;

    /** Returns when somebody should look at what has been monitoring since {@code began}. */
    public Instant review(Instant began) {
        return reviewAt == null ? began.plus(USUAL_LIFE) : reviewAt;
    }
}
