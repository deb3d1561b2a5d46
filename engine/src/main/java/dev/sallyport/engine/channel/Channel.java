package dev.sallyport.engine.channel;

import dev.sallyport.engine.policy.ChannelId;

/** Through which door of the application a request comes, as far as that can be known. */
public sealed interface Channel {

    /** The channel of a path that no declared prefix matches. */
    Channel OTHER = new Named(ChannelId.OTHER);

    /** The channel of a path that is missing, unknown or could be read in two ways. */
    Channel AMBIGUOUS = new Ambiguous();

    /** A door known by name. */
    record Named(ChannelId id) implements Channel {
        @Override
        public String label() {
            return id.value();
        }
    }

    /** Doubt about the door; doubt counts against access. */
    record Ambiguous() implements Channel {
        @Override
        public String label() {
            return ChannelId.AMBIGUOUS;
        }
    }

    /** Returns the channel with the given id. */
    static Channel of(ChannelId id) {
        return new Named(id);
    }

    /*
     * Not a default method: a record initialises its interface first if that has one, and these constants need the
     * records, so two threads could wait for each other (JLS section 12.4.1).
     */
    /** Returns the name of the channel, or {@code ambiguous}. */
    String label();
}
