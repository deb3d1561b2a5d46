package dev.sallyport.control.port;

import dev.sallyport.engine.channel.ChannelDeclaration;
import java.util.List;

/** The channels of the deployment. */
public interface ChannelRepository {

    /** Returns the declarations in the order in which they were given. */
    List<ChannelDeclaration> all();

    /** Replaces all declarations. */
    void replace(List<ChannelDeclaration> declarations);
}
