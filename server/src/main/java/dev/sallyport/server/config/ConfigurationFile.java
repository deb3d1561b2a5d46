package dev.sallyport.server.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/*
 * A configuration file. It is read as a tree of texts, never as typed YAML: `1h`, `08` and `no` stay what was written. Names
 * may be nested, written with dots, or both; aliases are not needed and not taken.
 */
final class ConfigurationFile {

    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final Settings settings;
    private final List<String> faults;
    private final Set<String> seen = new HashSet<>();

    private ConfigurationFile(Path file, Settings settings, List<String> faults) {
        this.file = file;
        this.settings = settings;
        this.faults = faults;
    }

    static void read(Path file, Settings settings, List<String> faults) {
        new ConfigurationFile(file, settings, faults).read();
    }

    private void read() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(10);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = new Yaml(options).compose(reader);
            if (root instanceof MappingNode mapping) {
                mapping("", mapping);
            } else if (root != null) {
                faults.add("`" + file + "` is not a YAML mapping of keys to values");
            }
        } catch (NoSuchFileException absent) {
            faults.add("there is no configuration file `" + file + "`");
        } catch (IOException unreadable) {
            faults.add("the configuration file `" + file + "` cannot be read");
        } catch (MarkedYAMLException fault) {
            int line = fault.getProblemMark() == null ? 0 : fault.getProblemMark().getLine() + 1;
            faults.add("`" + file + "` line " + line + " is not YAML: " + fault.getProblem());
        } catch (YAMLException fault) {
            faults.add("`" + file + "` is not YAML");
        }
    }

    private void mapping(String parent, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode nameNode)) {
                faults.add(place(tuple.getKeyNode()) + " has a key that is no text");
                continue;
            }
            String name =
                    parent.isEmpty() ? nameNode.getValue() : parent + "." + nameNode.getValue();
            member(name, tuple.getValueNode());
        }
    }

    private void member(String name, Node value) {
        Optional<Key<?>> key = Keys.find(name);
        if (key.isPresent()) {
            value(key.get(), value);
        } else if (value instanceof MappingNode nested && isGroup(name)) {
            mapping(name, nested);
        } else if (!(isGroup(name)
                && value instanceof ScalarNode scalar
                && scalar.getValue().isEmpty())) {
            faults.add(ConfigurationLoader.unknown("key", name, place(value)));
        }
    }

    private static boolean isGroup(String name) {
        return Keys.all().stream().anyMatch(key -> key.name().startsWith(name + "."));
    }

    private void value(Key<?> key, Node value) {
        if (!seen.add(key.name())) {
            faults.add("`" + key.name() + "`: given twice (" + place(value) + ")");
            return;
        }
        if (value instanceof ScalarNode scalar) {
            settings.offer(key, scalar.getValue(), place(value));
            return;
        }
        List<String> texts = new ArrayList<>();
        if (key.isList() && texts(value, texts)) {
            settings.offer(key, texts, place(value));
            return;
        }
        faults.add(
                "`"
                        + key.name()
                        + "`: the value is not of the form "
                        + key.form()
                        + " ("
                        + place(value)
                        + ")");
    }

    /* A list of texts; a mapping of texts to texts stands for the list of its `name=value` pairs. */
    private static boolean texts(Node value, List<String> texts) {
        if (value instanceof SequenceNode sequence) {
            sequence.getValue().stream()
                    .filter(ScalarNode.class::isInstance)
                    .forEach(element -> texts.add(((ScalarNode) element).getValue()));
            return texts.size() == sequence.getValue().size();
        }
        if (value instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name
                        && tuple.getValueNode() instanceof ScalarNode text) {
                    texts.add(
                            text.getValue().isEmpty()
                                    ? name.getValue()
                                    : name.getValue() + "=" + text.getValue());
                }
            }
            return texts.size() == mapping.getValue().size();
        }
        return false;
    }

    private String place(Node node) {
        return file + " line " + (node.getStartMark().getLine() + 1);
    }
}
