package dev.sallyport.engine.channel;

import dev.sallyport.engine.channel.ChannelFault.Kind;
import dev.sallyport.engine.policy.ChannelId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/* Finds all faults of channel declarations, in the order they are written. */
final class DeclarationCheck {

    private DeclarationCheck() {}

    static List<ChannelFault> faults(List<ChannelDeclaration> declarations) {
        List<ChannelFault> faults = new ArrayList<>();
        Set<ChannelId> channels = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (ChannelDeclaration declaration : declarations) {
            ChannelId id = declaration.id();
            if (id.equals(ChannelId.OTHER)) {
                faults.add(new ChannelFault(id, "", Kind.BUILT_IN));
            }
            if (!channels.add(id)) {
                faults.add(new ChannelFault(id, "", Kind.REPEATED));
            }
            for (String path : declaration.paths()) {
                kinds(path).forEach(kind -> faults.add(new ChannelFault(id, path, kind)));
                if (!paths.add(path)) {
                    faults.add(new ChannelFault(id, path, Kind.PATH_REPEATED));
                }
            }
        }
        return List.copyOf(faults);
    }

    private static List<Kind> kinds(String path) {
        List<Kind> kinds = new ArrayList<>();
        if (!path.startsWith("/")) {
            kinds.add(Kind.PATH_START);
        }
        if (path.contains("//")) {
            kinds.add(Kind.PATH_EMPTY_SEGMENT);
        }
        List<String> segments = List.of(path.split("/"));
        if (segments.contains(".") || segments.contains("..")) {
            kinds.add(Kind.PATH_DOT_SEGMENT);
        }
        if (path.indexOf('%') >= 0) {
            kinds.add(Kind.PATH_ESCAPE);
        }
        if (path.chars().anyMatch(c -> ";\\?#".indexOf(c) >= 0 || Character.isISOControl(c))) {
            kinds.add(Kind.PATH_CHARACTER);
        }
        return kinds;
    }
}
