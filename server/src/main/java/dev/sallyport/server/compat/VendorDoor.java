package dev.sallyport.server.compat;

import dev.sallyport.control.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A door for the clients of another system. Safe for use by several threads.
 *
 * <p>Everything on its paths is answered in that system's shape: what is refused before an
 * operation is found is handed to {@link #refusal}, and every answer goes through {@link
 * #finished}.
 */
public interface VendorDoor {

    /** Returns the name, also of the path {@code /compat/NAME} and in {@code compat.hosts}. */
    String name();

    /** Returns all operations. */
    List<DoorRoute> routes();

    /** Returns how many calls a client may make. */
    CallRate rate();

    /** Returns which calls of one client are counted together; calls with other texts are not. */
    String countedAs(DoorCall call);

    /**
     * Returns a refusal in this system's shape. A {@code Retry-After} is added by whoever knows how
     * long.
     */
    DoorAnswer refusal(Problem problem, DoorCall call);

    /** Returns an answer in place of any operation to a caller who is known, if there is one. */
    default Optional<DoorAnswer> before(DoorCall call) {
        return Optional.empty();
    }

    /** Returns an answer with what every answer of this door carries. */
    default DoorAnswer finished(DoorAnswer answer, DoorCall call) {
        return answer;
    }
}
