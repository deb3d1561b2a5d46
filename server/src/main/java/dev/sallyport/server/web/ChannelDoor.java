package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.channel.Channels;
import dev.sallyport.document.ChannelsReader;
import dev.sallyport.document.ChannelsWriter;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.channel.ChannelDeclaration;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* The channels of the deployment. Every caller may read them: rules name them. */
@RestController
final class ChannelDoor {

    private final Channels channels;
    private final Bodies bodies;
    private final DocumentLimits limits;

    ChannelDoor(Channels channels, Bodies bodies, DocumentLimits limits) {
        this.channels = channels;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = "/api/v1/channels", produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call) {
        return Answers.json(200, ChannelsWriter.write(channels.get()));
    }

    @PutMapping(path = "/api/v1/channels", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> put(Call call, HttpServletRequest request) throws IOException {
        call.operator();
        try (InputStream body = bodies.json(request)) {
            List<ChannelDeclaration> declarations =
                    unlessRefused(ChannelsReader.read(body, limits));
            return Answers.json(
                    200,
                    ChannelsWriter.write(
                            unlessRefused(channels.replace(declarations, call.origin()))));
        }
    }
}
