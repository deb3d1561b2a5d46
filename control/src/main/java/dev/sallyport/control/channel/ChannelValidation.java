package dev.sallyport.control.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.policy.ChannelId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/* What is wrong with declarations of channels; semantics section 8 says which paths can be classified at all. */
final class ChannelValidation {

    static final int MAX_CHANNELS = 100;
    static final int MAX_PATHS = 1000;
    static final int MAX_PATH_LENGTH = 512;

    private final FaultList faults = new FaultList();
    private final Set<ChannelId> ids = new HashSet<>();
    private final Set<String> paths = new HashSet<>();

    private ChannelValidation() {}

    static FaultList validate(List<ChannelDeclaration> declarations) {
        ChannelValidation validation = new ChannelValidation();
        validation.size(declarations);
        for (int i = 0; i < declarations.size(); i++) {
            validation.declaration(declarations.get(i), "/" + i);
        }
        return validation.faults;
    }

    private void size(List<ChannelDeclaration> declarations) {
        int pathCount = declarations.stream().mapToInt(each -> each.paths().size()).sum();
        if (declarations.size() > MAX_CHANNELS || pathCount > MAX_PATHS) {
            faults.add(
                    ProblemCode.CHANNEL_TOO_MANY,
                    "",
                    declarations.size() + " channels with " + pathCount + " paths are too many",
                    "declare at most " + MAX_CHANNELS + " channels and " + MAX_PATHS + " paths");
        }
    }

    private void declaration(ChannelDeclaration declaration, String pointer) {
        ChannelId id = declaration.id();
        if (id.equals(ChannelId.OTHER)) {
            faults.add(
                    ProblemCode.CHANNEL_ID_INVALID,
                    pointer + "/id",
                    "channel `other` is built in",
                    "leave it out: it takes what no declared path matches");
        }
        if (!ids.add(id)) {
            faults.add(
                    ProblemCode.CHANNEL_ID_DUPLICATE,
                    pointer + "/id",
                    "channel `" + id + "` is declared twice",
                    "put the paths of both into one declaration");
        }
        for (int i = 0; i < declaration.paths().size(); i++) {
            path(declaration.paths().get(i), pointer + "/paths/" + i);
        }
    }

    private void path(String path, String pointer) {
        if (!isClassifiable(path)) {
            faults.add(
                    ProblemCode.CHANNEL_PATH_INVALID,
                    pointer,
                    "path " + Quoted.text(path) + " could not begin an unambiguous path",
                    "write a decoded path that begins with `/`, without empty and dot segments, `;`, `\\` and `%`");
        } else if (!paths.add(path)) {
            faults.add(
                    ProblemCode.CHANNEL_PATH_DUPLICATE,
                    pointer,
                    "path " + Quoted.text(path) + " is declared twice",
                    "leave it with one channel");
        }
    }

    /* A prefix is good if a request for exactly that path, sent as a careful client encodes it, is found again. */
    private static boolean isClassifiable(String path) {
        if (path.length() > MAX_PATH_LENGTH) {
            return false;
        }
        ChannelId probe = new ChannelId("probe");
        ChannelTable table =
                new ChannelTable(List.of(new ChannelDeclaration(probe, List.of(path))));
        return table.classify(encoded(path)).equals(Channel.of(probe));
    }

    private static String encoded(String path) {
        StringBuilder text = new StringBuilder(path.length());
        for (byte octet : path.getBytes(UTF_8)) {
            if (octet > ' ' && octet < 0x7F && octet != '%' && octet != '?' && octet != '#') {
                text.append((char) octet);
            } else {
                text.append(String.format("%%%02X", octet));
            }
        }
        return text.toString();
    }
}
