package dev.sallyport.engine.channel;

import dev.sallyport.engine.policy.ChannelId;
import java.util.List;

/**
 * The operator's word that paths with certain prefixes belong to one channel.
 *
 * @param id the channel; not {@code other}, which is built in
 * @param paths the prefixes, each beginning with {@code /}, decoded, without empty or dot segments
 */
public record ChannelDeclaration(ChannelId id, List<String> paths) {

    /** Copies the prefixes. */
    public ChannelDeclaration {
        paths = List.copyOf(paths);
    }
}
