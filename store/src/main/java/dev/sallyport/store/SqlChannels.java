package dev.sallyport.store;

import dev.sallyport.control.port.ChannelRepository;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.ChannelId;
import java.util.List;

record SqlChannels(Work work) implements ChannelRepository {

    @Override
    public List<ChannelDeclaration> all() {
        List<ChannelId> ids =
                work.reading()
                        .sql("SELECT id FROM channel ORDER BY position")
                        .query((result, row) -> new ChannelId(result.getString(1)))
                        .list();
        return ids.stream().map(id -> new ChannelDeclaration(id, paths(id))).toList();
    }

    private List<String> paths(ChannelId id) {
        return work.reading()
                .sql("SELECT path FROM channel_path WHERE channel = ? ORDER BY position")
                .param(id.value())
                .query((result, row) -> result.getString(1))
                .list();
    }

    @Override
    public void replace(List<ChannelDeclaration> declarations) {
        work.writing().sql("DELETE FROM channel").update();
        for (int i = 0; i < declarations.size(); i++) {
            ChannelDeclaration declaration = declarations.get(i);
            String id = declaration.id().value();
            work.writing()
                    .sql("INSERT INTO channel (id, position) VALUES (?, ?)")
                    .params(id, i)
                    .update();
            for (int j = 0; j < declaration.paths().size(); j++) {
                work.writing()
                        .sql("INSERT INTO channel_path (path, channel, position) VALUES (?, ?, ?)")
                        .params(declaration.paths().get(j), id, j)
                        .update();
            }
        }
    }
}
