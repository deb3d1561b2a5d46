package dev.sallyport.control.channel;

import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelFault;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.policy.ChannelId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/*
 * What is wrong with declarations of channels, with the place of each fault. The engine says what is wrong with a path; it is
 * asked for one path at a time, because its faults carry no places.
 */
final class ChannelValidation {

    static final int MAX_CHANNELS = 100;
    static final int MAX_PATHS = 1000;

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
            add(new ChannelFault(id, "", ChannelFault.Kind.BUILT_IN), pointer + "/id");
        }
        if (!ids.add(id)) {
            add(new ChannelFault(id, "", ChannelFault.Kind.REPEATED), pointer + "/id");
        }
        for (int i = 0; i < declaration.paths().size(); i++) {
            path(id, declaration.paths().get(i), pointer + "/paths/" + i);
        }
    }

    private void path(ChannelId id, String path, String pointer) {
        for (ChannelFault fault :
                ChannelTable.faults(List.of(new ChannelDeclaration(id, List.of(path))))) {
            if (fault.kind() != ChannelFault.Kind.BUILT_IN) {
                add(fault, pointer);
            }
        }
        if (!paths.add(path)) {
            add(new ChannelFault(id, path, ChannelFault.Kind.PATH_REPEATED), pointer);
        }
    }

    private void add(ChannelFault fault, String pointer) {
        faults.add(ProblemCode.of(fault.kind()), pointer, fault.message(), fault.hint());
    }
}
