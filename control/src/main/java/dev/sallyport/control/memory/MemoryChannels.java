package dev.sallyport.control.memory;

import dev.sallyport.control.port.ChannelRepository;
import dev.sallyport.engine.channel.ChannelDeclaration;
import java.util.List;

record MemoryChannels(Access access) implements ChannelRepository {

    @Override
    public List<ChannelDeclaration> all() {
        return access.readable().channels;
    }

    @Override
    public void replace(List<ChannelDeclaration> declarations) {
        access.writable().channels = List.copyOf(declarations);
    }
}
