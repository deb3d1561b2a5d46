package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/*
 * Two sets of type hash:net, one for each family. New content is built in sets of another name, which are then swapped with
 * the ones in use: each family changes in one step, one right after the other. What a killed process left is removed first.
 */
final class IpsetTarget implements Target {

    private static final String SUFFIX = "-new";

    private final String name;
    private final String program;
    private final String set4;
    private final String set6;
    private final int most;

    IpsetTarget(String name, String program, String set4, String set6, int most) {
        this.name = name;
        this.program = program;
        this.set4 = set4;
        this.set6 = set6;
        this.most = most;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capacity capacity() {
        return new Capacity(most, Set.of(IpFamily.values()), 1);
    }

    @Override
    public Content read() throws TargetException {
        List<IpPrefix> prefixes = new ArrayList<>(members(set4, "inet"));
        prefixes.addAll(members(set6, "inet6"));
        return Content.of(prefixes);
    }

    private List<IpPrefix> members(String set, String family) throws TargetException {
        Command.Output output = Command.run(List.of(program, "save", set), "");
        if (!output.isDone()) {
            if (output.text().contains("does not exist")) {
                return List.of();
            }
            throw new TargetException(
                    "target.command-failed",
                    "`ipset` cannot save `" + set + "`: " + output.words());
        }
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String line : output.text().lines().toList()) {
            String[] words = line.split(" ", -1);
            boolean isCreate = words[0].equals("create");
            if (isCreate
                    && !line.startsWith("create " + set + " hash:net family " + family + " ")) {
                throw new TargetException(
                        "target.unsuitable",
                        "set `" + set + "` is not of type hash:net, family " + family);
            }
            if (!isCreate && (words.length != 3 || !words[0].equals("add"))) {
                throw new TargetException(
                        "target.foreign-content",
                        "set `" + set + "` holds elements that the agent does not write");
            }
            if (!isCreate) {
                prefixes.addAll(Texts.element(words[2]));
            }
        }
        return prefixes;
    }

    @Override
    public void apply(List<IpPrefix> prefixes) throws TargetException {
        for (String set : List.of(set4, set6)) {
            Command.Output _ = Command.run(List.of(program, "destroy", set + SUFFIX), "");
        }
        StringBuilder lines = new StringBuilder();
        fill(lines, set4, "inet", IpFamily.IPV4, prefixes);
        fill(lines, set6, "inet6", IpFamily.IPV6, prefixes);
        for (String set : List.of(set4, set6)) {
            lines.append("swap ").append(set).append(SUFFIX).append(' ').append(set).append('\n');
        }
        for (String set : List.of(set4, set6)) {
            lines.append("destroy ").append(set).append(SUFFIX).append('\n');
        }
        String _ = Command.done(List.of(program, "restore"), lines.toString());
    }

    private void fill(
            StringBuilder lines, String set, String family, IpFamily own, List<IpPrefix> prefixes) {
        String type = " hash:net family " + family + " maxelem " + most + "\n";
        // The set in use keeps its place in rules; it is made only if it is not there.
        lines.append("create -exist ").append(set).append(type);
        lines.append("create ").append(set).append(SUFFIX).append(type);
        for (IpPrefix prefix : prefixes) {
            if (prefix.family() == own) {
                lines.append("add ").append(set).append(SUFFIX).append(' ').append(prefix);
                lines.append('\n');
            }
        }
    }
}
