package dev.sallyport.document;

import dev.sallyport.engine.channel.ChannelDeclaration;
import java.util.List;

/** Writes declarations of channels as {@link ChannelsReader} reads them. */
public final class ChannelsWriter {

    private ChannelsWriter() {}

    /** Returns the document of all declarations. */
    public static String write(List<ChannelDeclaration> declarations) {
        return JsonText.of(json ->
                json.array(
                        declarations,
                        each ->
                                json.object(() ->
                                        json.member("id", each.id().value())
                                                .texts("paths", each.paths()))));
    }
}
