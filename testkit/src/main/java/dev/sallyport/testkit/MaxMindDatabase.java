package dev.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small database in MaxMind DB format 2, written from the format's own page; records of 24 bits.
 * Wide networks are put in before the narrow ones inside them. Not safe for several threads.
 */
public final class MaxMindDatabase {

    private static final int RECORD_BYTES = 3;
    private static final int SEPARATOR = 16;

    private static final class Node {
        private final @Nullable Node[] children = new Node[2];
        private @Nullable Object data;
        private int number;

        private Node child(int side) {
            Node child = children[side];
            if (child == null) {
                child = new Node();
                child.data = data;
                children[side] = child;
            }
            return child;
        }

        private boolean isLeaf() {
            return children[0] == null && children[1] == null;
        }
    }

    private final boolean ipv6;
    private final Node root = new Node();
    private final Map<String, Object> metadata = new TreeMap<>();
    private @Nullable Node alias;
    private int loopingNode = -1;

    /**
     * Starts an empty database.
     *
     * @param ipv6 whether its tree is one of IPv6, which holds IPv4 below {@code ::/96}
     * @param builtAt when it says it was built
     */
    public MaxMindDatabase(boolean ipv6, Instant builtAt) {
        this.ipv6 = ipv6;
        metadata.put("binary_format_major_version", 2L);
        metadata.put("binary_format_minor_version", 0L);
        metadata.put("build_epoch", builtAt.getEpochSecond());
        metadata.put("database_type", "Small-Test");
        metadata.put("description", Map.of("en", "a small database"));
        metadata.put("ip_version", ipv6 ? 6L : 4L);
        metadata.put("languages", List.of("en"));
        metadata.put("record_size", RECORD_BYTES * 8L);
    }

    /** Gives a network a country in the layout of GeoIP2. */
    public MaxMindDatabase country(String network, String code) {
        return put(network, Map.of("country", Map.of("iso_code", code)));
    }

    /** Gives a network an origin. */
    public MaxMindDatabase asn(String network, long number) {
        return put(network, Map.of("autonomous_system_number", number));
    }

    /**
     * Gives a network a record.
     *
     * @param network a prefix
     * @param data texts, whole numbers, lists, and maps of these
     */
    public MaxMindDatabase put(String network, Object data) {
        return put(IpPrefix.parse(network), data);
    }

    /** Gives a network a record. */
    public MaxMindDatabase put(IpPrefix network, Object data) {
        Node node = node(network);
        node.data = data;
        return this;
    }

    private Node node(IpPrefix prefix) {
        int skipped = ipv6 && prefix.family() == IpFamily.IPV4 ? 96 : 0;
        Node node = root;
        for (int depth = 0; depth < skipped + prefix.length(); depth++) {
            int side = depth < skipped ? 0 : bit(prefix, depth - skipped);
            Node child = node.child(side);
            Node _ = node.child(1 - side);
            node = child;
        }
        return node;
    }

    private static int bit(IpPrefix prefix, int depth) {
        if (prefix.family() == IpFamily.IPV4) {
            return (int) (prefix.address().low() >>> (31 - depth)) & 1;
        }
        long half = depth < 64 ? prefix.address().high() : prefix.address().low();
        return (int) (half >>> (63 - depth % 64)) & 1;
    }

    /** Lets a network lead into the branch of IPv4, as writers do for {@code 2002::/16}. */
    public MaxMindDatabase ipv4Alias(String network) {
        Node ipv4 = node(IpPrefix.parse("0.0.0.0/0"));
        IpPrefix prefix = IpPrefix.parse(network);
        Node parent = node(IpPrefix.around(prefix.address(), prefix.length() - 1));
        Node _ = parent.child(0);
        Node _ = parent.child(1);
        parent.children[bit(prefix, prefix.length() - 1)] = ipv4;
        alias = ipv4;
        return this;
    }

    /** Replaces a member of the metadata. */
    public MaxMindDatabase metadata(String name, Object value) {
        metadata.put(name, value);
        return this;
    }

    /** Lets both sides of a node lead back to the root. */
    public MaxMindDatabase looping(int node) {
        loopingNode = node;
        return this;
    }

    /** Returns the whole file. */
    public byte[] bytes() {
        List<Node> inner = new ArrayList<>();
        collect(root, inner);
        if (inner.isEmpty()) {
            Node _ = root.child(0);
            Node _ = root.child(1);
            collect(root, inner);
        }
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Map<String, Integer> places = new TreeMap<>();
        for (Node node : inner) {
            for (Node child : node.children) {
                int record =
                        node.number == loopingNode ? 0 : record(child, inner.size(), data, places);
                tree.write(record >>> 16);
                tree.write(record >>> 8);
                tree.write(record);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(tree.toByteArray());
        file.writeBytes(new byte[SEPARATOR]);
        file.writeBytes(data.toByteArray());
        file.writeBytes("\u00AB\u00CD\u00EFMaxMind.com".getBytes(ISO_8859_1));
        Map<String, Object> described = new TreeMap<>(metadata);
        described.putIfAbsent("node_count", (long) inner.size());
        write(described, file);
        return file.toByteArray();
    }

    private void collect(Node node, List<Node> inner) {
        if (node.isLeaf() || node == alias && inner.contains(node)) {
            return;
        }
        node.number = inner.size();
        inner.add(node);
        for (Node child : node.children) {
            if (child != null) {
                collect(child, inner);
            }
        }
    }

    private static int record(
            @Nullable Node child,
            int nodeCount,
            ByteArrayOutputStream data,
            Map<String, Integer> places) {
        if (child == null) {
            return nodeCount;
        }
        if (!child.isLeaf()) {
            return child.number;
        }
        Object content = child.data;
        if (content == null) {
            return nodeCount;
        }
        int place = places.computeIfAbsent(content.toString(), ignored -> data.size());
        if (place == data.size()) {
            write(content, data);
        }
        return nodeCount + SEPARATOR + place;
    }

    private static void write(Object value, ByteArrayOutputStream out) {
        switch (value) {
            case String text -> {
                byte[] bytes = text.getBytes(UTF_8);
                control(2, bytes.length, out);
                out.writeBytes(bytes);
            }
            case Long number -> {
                control(9, Long.BYTES, out);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    out.write((int) (number >>> shift));
                }
            }
            case List<?> list -> {
                control(11, list.size(), out);
                list.forEach(element -> write(element, out));
            }
            case Map<?, ?> map -> {
                control(7, map.size(), out);
                map.forEach((name, element) -> {
                    write(name, out);
                    write(element, out);
                });
            }
            default -> throw new IllegalArgumentException("the format has no such value here");
        }
    }

    private static void control(int type, int size, ByteArrayOutputStream out) {
        int small = Math.min(size, 29);
        if (type <= 7) {
            out.write(type << 5 | small);
        } else {
            out.write(small);
            out.write(type - 7);
        }
        if (small == 29) {
            out.write(size - 29);
        }
    }

    /** Writes the file beside its place and moves it there, as updaters do. */
    public Path writeTo(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, bytes());
        return Files.move(
                beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
