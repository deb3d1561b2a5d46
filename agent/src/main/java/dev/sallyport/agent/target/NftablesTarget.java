package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/*
 * Two named sets of one nftables table, one for each family. All of a change is one batch, which the kernel takes whole or not
 * at all: packets meet the old sets or the new ones. The sets are made if they are not there; rules are the administrator's.
 *
 * What is written is normalised, so that nothing overlaps. Sets with `auto-merge` or `timeout` are refused: the kernel would
 * join or drop elements by itself.
 */
final class NftablesTarget implements Target {

    private static final Pattern ELEMENTS =
            Pattern.compile("elements\\s*=\\s*\\{([^}]*)}", Pattern.DOTALL);
    /* Of whole lines: what is looked for may be part of a set's name or comment as well. */
    private static final Pattern TYPE = Pattern.compile("(?m)^\\s*type (\\S+)\\s*$");
    private static final Pattern INTERVAL = Pattern.compile("(?m)^\\s*flags .*\\binterval\\b");
    private static final Pattern CHANGING =
            Pattern.compile("(?m)^\\s*(auto-merge|timeout |flags .*\\btimeout\\b)");

    private static final int MOST = 500_000;

    private final String name;
    private final String program;
    private final String table;
    private final String set4;
    private final String set6;

    NftablesTarget(String name, String program, String table, String set4, String set6) {
        this.name = name;
        this.program = program;
        this.table = table;
        this.set4 = set4;
        this.set6 = set6;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capacity capacity() {
        return Capacity.of(MOST);
    }

    @Override
    public Content read() throws TargetException {
        List<IpPrefix> prefixes = new ArrayList<>(elements(set4, "ipv4_addr"));
        prefixes.addAll(elements(set6, "ipv6_addr"));
        return Content.of(prefixes);
    }

    private List<IpPrefix> elements(String set, String type) throws TargetException {
        Command.Output output = Command.run(List.of(program, "list set " + table + " " + set), "");
        if (!output.isDone()) {
            if (output.text().contains("No such file or directory")) {
                return List.of();
            }
            throw new TargetException(
                    "target.command-failed",
                    "`nft` cannot list set `" + set + "`: " + output.words());
        }
        String text = output.text();
        Matcher elements = ELEMENTS.matcher(text);
        boolean hasElements = elements.find();
        String head = hasElements ? text.substring(0, elements.start()) : text;
        if (!TYPE.matcher(head).results().anyMatch(found -> found.group(1).equals(type))
                || !INTERVAL.matcher(head).find()) {
            throw new TargetException(
                    "target.unsuitable",
                    "set `" + set + "` is not of `type " + type + "; flags interval;`");
        }
        if (CHANGING.matcher(head).find()) {
            throw new TargetException(
                    "target.unsuitable",
                    "set `"
                            + set
                            + "` has `auto-merge` or `timeout`, under which it changes by itself");
        }
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String element : hasElements ? elements.group(1).split(",", -1) : new String[0]) {
            if (!element.isBlank()) {
                prefixes.addAll(Texts.element(element.strip().split("\\s", 2)[0]));
            }
        }
        return prefixes;
    }

    @Override
    public void apply(List<IpPrefix> prefixes) throws TargetException {
        StringBuilder batch = new StringBuilder();
        batch.append("add table ").append(table).append('\n');
        set(batch, set4, "ipv4_addr", IpFamily.IPV4, prefixes);
        set(batch, set6, "ipv6_addr", IpFamily.IPV6, prefixes);
        String _ = Command.done(List.of(program, "-f", "-"), batch.toString());
    }

    private void set(
            StringBuilder batch,
            String set,
            String type,
            IpFamily family,
            List<IpPrefix> prefixes) {
        batch.append("add set ").append(table).append(' ').append(set);
        batch.append(" { type ").append(type).append("; flags interval; }\n");
        batch.append("flush set ").append(table).append(' ').append(set).append('\n');
        List<IpPrefix> own = prefixes.stream().filter(each -> each.family() == family).toList();
        if (own.isEmpty()) {
            return;
        }
        batch.append("add element ").append(table).append(' ').append(set).append(" { ");
        String comma = "";
        for (IpPrefix prefix : own) {
            batch.append(comma).append(prefix);
            comma = ", ";
        }
        batch.append(" }\n");
    }
}
