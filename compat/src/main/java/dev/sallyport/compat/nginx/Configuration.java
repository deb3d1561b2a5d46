package dev.sallyport.compat.nginx;

import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.compat.imports.RefusedSourceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/*
 * A configuration as one tree. Either one file, or what `nginx -T` prints: every file behind a line `# configuration file PATH:`,
 * the main one first. In the latter `include` is followed among those files; otherwise it is refused by name, for what it holds
 * is not known. Nothing is read from disk.
 */
final class Configuration {

    private static final Pattern FILE =
            Pattern.compile("^# configuration file (\\S.*):\\R?", Pattern.MULTILINE);
    private static final Pattern REPORT = Pattern.compile("(?m)^nginx: .*\\R?");
    private static final int MAX_INCLUDES = 10_000;
    private static final int MAX_NESTING = 20;

    /* Files as nginx comes with them, in which nothing is said of addresses. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "mime.types",
                    "fastcgi_params",
                    "fastcgi.conf",
                    "uwsgi_params",
                    "scgi_params",
                    "proxy_params",
                    "koi-utf",
                    "koi-win",
                    "win-utf");

    private final Ledger ledger;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> nesting = new HashSet<>();
    private int includes;

    private Configuration(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returns the directives of the main file with those that it includes in their places. */
    static List<Directive> read(String text, Ledger ledger) {
        Configuration configuration = new Configuration(ledger);
        Matcher file = FILE.matcher(text);
        boolean isDump =
                file.find()
                        && REPORT.matcher(text.substring(0, file.start())).replaceAll("").isBlank();
        if (!isDump) {
            return configuration.resolved(ConfigurationText.read("", text));
        }
        configuration.split(text, file);
        Map.Entry<String, String> main = configuration.files.entrySet().iterator().next();
        return configuration.resolved(ConfigurationText.read(main.getKey(), main.getValue()));
    }

    private void split(String text, Matcher file) {
        String name = file.group(1);
        int from = file.end();
        while (file.find()) {
            files.put(name, text.substring(from, file.start()));
            name = file.group(1);
            from = file.end();
        }
        files.put(name, text.substring(from));
    }

    private List<Directive> resolved(List<Directive> directives) {
        List<Directive> resolved = new ArrayList<>();
        for (Directive directive : directives) {
            boolean isInclude = directive.name().equals("include") && !directive.isBlock();
            if (isInclude && directive.words().size() == 2) {
                resolved.addAll(included(directive));
            } else if (directive.isBlock()) {
                resolved.add(directive.withBlock(resolved(directive.block())));
            } else {
                resolved.add(directive);
            }
        }
        return resolved;
    }

    private List<Directive> included(Directive include) {
        String name = include.words().get(1);
        if (HARMLESS.contains(name.substring(name.lastIndexOf('/') + 1))) {
            ledger.leftOut(
                    include.place(),
                    include.text(),
                    "a file of nginx's own that says nothing of addresses");
            return List.of();
        }
        if (files.isEmpty()) {
            ledger.faulty(
                    include.place(),
                    include.text(),
                    "what this file includes is not known, and includes are not followed",
                    "take over what `nginx -T` prints: it holds every file");
            return List.of();
        }
        Pattern wanted = glob(absolute(name));
        boolean isGlob = name.matches(".*[*?\\[].*");
        List<Directive> all = new ArrayList<>();
        boolean found = false;
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (wanted.matcher(file.getKey()).matches()) {
                found = true;
                all.addAll(file(include, file.getKey(), file.getValue()));
            }
        }
        if (!found && !isGlob) {
            ledger.faulty(
                    include.place(),
                    include.text(),
                    "the file is not among those that were given",
                    "");
        }
        return all;
    }

    private List<Directive> file(Directive include, String name, String text) {
        if (++includes > MAX_INCLUDES || nesting.size() >= MAX_NESTING || !nesting.add(name)) {
            throw new RefusedSourceException(
                    "files include each other without end (" + include.place() + ")", "");
        }
        List<Directive> directives = resolved(ConfigurationText.read(name, text));
        nesting.remove(name);
        return directives;
    }

    private String absolute(String name) {
        if (name.startsWith("/")) {
            return name;
        }
        String main = files.keySet().iterator().next();
        return main.substring(0, main.lastIndexOf('/') + 1) + name;
    }

    private static Pattern glob(String glob) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> pattern.append("[^/]*");
                case '?' -> pattern.append("[^/]");
                default -> pattern.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(pattern.toString());
    }
}
