package dev.sallyport.compat.nginx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * A block with access rules of its own. Inherited ones it does not see: ngx_http_access_module takes the rules of the innermost
 * block that has any.
 */
record Block(String path, boolean isForMethods, boolean isWhole, List<Directive> rules) {

    private static final Set<String> CONTEXTS =
            Set.of("http", "stream", "server", "location", "limit_except");

    static boolean isAccessRule(Directive directive) {
        return !directive.isBlock()
                && (directive.name().equals("allow") || directive.name().equals("deny"));
    }

    /** Returns the blocks that have access rules, outer ones first. */
    static List<Block> all(List<Directive> directives) {
        List<Block> blocks = new ArrayList<>();
        collect("", false, true, directives, blocks, new HashMap<>());
        return blocks;
    }

    private static void collect(
            String path,
            boolean isForMethods,
            boolean isWhole,
            List<Directive> directives,
            List<Block> blocks,
            Map<String, Integer> names) {
        List<Directive> rules = directives.stream().filter(Block::isAccessRule).toList();
        if (!rules.isEmpty()) {
            blocks.add(new Block(path.isEmpty() ? "(file)" : path, isForMethods, isWhole, rules));
        }
        for (Directive directive : directives) {
            if (directive.isBlock() && CONTEXTS.contains(directive.name())) {
                String name = (path.isEmpty() ? "" : path + " > ") + label(directive);
                int count = names.merge(name, 1, Integer::sum);
                collect(
                        count == 1 ? name : name + " #" + count,
                        isForMethods || directive.name().equals("limit_except"),
                        isWhole && !directive.name().matches("location|limit_except"),
                        directive.block(),
                        blocks,
                        names);
            }
        }
    }

    private static String label(Directive block) {
        if (!block.name().equals("server")) {
            return block.text();
        }
        for (String wanted : List.of("server_name", "listen")) {
            for (Directive directive : block.block()) {
                if (directive.name().equals(wanted) && directive.words().size() > 1) {
                    return "server " + directive.words().get(1);
                }
            }
        }
        return "server";
    }

    /** Returns whether this says the same as another, word by word. */
    boolean saysTheSameAs(Block other) {
        return rules.stream()
                .map(Directive::text)
                .toList()
                .equals(other.rules.stream().map(Directive::text).toList());
    }
}
