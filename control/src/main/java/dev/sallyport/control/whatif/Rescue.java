package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;

/** Whether an entry would admit a client that is denied, and which is the smallest. */
public sealed interface Rescue {

    /**
     * An entry does: the engine allowed the requests with the entry in all the places and denied
     * them before.
     *
     * @param entry the smallest entry, the address of the client
     * @param placements where it has to be put, one or more
     * @param opens how many addresses that opens
     */
    record ByEntry(IpPrefix entry, List<Placement> placements, Opening opens) implements Rescue {

        /** Copies the places. */
        public ByEntry {
            placements = List.copyOf(placements);
        }
    }

    /** None does. */
    record Impossible(Obstacle obstacle) implements Rescue {}

    /** Why no entry admits a client. */
    enum Obstacle {
        /** The principal may not use the client it uses; where from makes no difference. */
        CLIENT_NOT_AUTHORIZED(
                "it is the client that is not authorised, and no address changes that"),
        /** The path can be read in two ways, and every ALLOW rule that applies names channels. */
        PATH_AMBIGUOUS(
                "the path can be read in two ways, and every rule that could admit it names"
                        + " channels"),
        /** The client address is not known, so no entry can hold it. */
        ADDRESS_UNDETERMINED("the client address is undetermined, so no entry holds it"),
        /** The engine went on denying whatever was added. */
        NONE_FOUND("no single entry was found that admits it"),
        /** Others were looked at first, and there were too many of them. */
        NOT_LOOKED_FOR("no entry was looked for, because there are too many others");

        private final String text;

        Obstacle(String text) {
            this.text = text;
        }

        /** Returns the reason as half a sentence. */
        public String text() {
            return text;
        }
    }
}
