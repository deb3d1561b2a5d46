package dev.sallyport.agent.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * A map of HAProxy: the file, which the next start reads, and the map in memory, which is exchanged in one step by a prepared
 * version (management guide, "prepare map", "add map", "commit map"). Without a socket only the file is kept.
 *
 * Commands go in connections of their own, below the size of HAProxy's smallest usual buffer (16,384 bytes).
 */
final class HaproxyTarget implements Target {

    private static final int CHUNK = 8_000;
    private static final int MOST_ANSWER = 64 * 1024 * 1024;
    private static final Pattern VERSION = Pattern.compile("New version created: ([0-9]+)\\s*");
    private static final Pattern LINE = Pattern.compile("0x[0-9a-f]+ (\\S+) allow");

    private final FileTarget file;
    private final @Nullable Path socket;
    private final String map;

    HaproxyTarget(FileTarget file, @Nullable Path socket, String map) {
        this.file = file;
        this.socket = socket;
        this.map = map;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Capacity capacity() {
        return file.capacity();
    }

    /* What is in force; torn if the file says something else. */
    @Override
    public Content read() throws TargetException {
        Content stored = file.read();
        if (socket == null) {
            return stored;
        }
        IpSet live = IpSet.ofPrefixes(live(""));
        return live.equals(stored.addresses()) ? stored : Content.of(live.prefixes()).torn();
    }

    private List<IpPrefix> live(String version) throws TargetException {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String line : ask("show map " + version + map + "\n").lines().toList()) {
            if (line.isBlank()) {
                continue;
            }
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                throw new TargetException(
                        "target.foreign-content",
                        "HAProxy does not show `"
                                + map
                                + "`, or it holds other values: "
                                + new Command.Output(0, line).words());
            }
            prefixes.addAll(Texts.element(entry.group(1)));
        }
        return prefixes;
    }

    @Override
    public void apply(List<IpPrefix> prefixes) throws TargetException {
        Content before = file.read();
        file.apply(prefixes);
        if (socket == null) {
            return;
        }
        try {
            exchange(prefixes);
        } catch (TargetException refused) {
            file.restore(before);
            throw refused;
        }
    }

    @Override
    public void restore(Content before) throws TargetException {
        file.restore(before);
        if (socket != null) {
            exchange(before.addresses().prefixes());
        }
    }

    private void exchange(List<IpPrefix> prefixes) throws TargetException {
        Matcher version = VERSION.matcher(ask("prepare map " + map + "\n"));
        if (!version.find()) {
            throw new TargetException(
                    "target.command-failed", "HAProxy prepares no new version of `" + map + "`");
        }
        String at = "@" + version.group(1) + " ";
        StringBuilder chunk = new StringBuilder();
        for (IpPrefix prefix : prefixes) {
            chunk.append(prefix).append(" allow\n");
            if (chunk.length() > CHUNK) {
                add(at, chunk);
            }
        }
        add(at, chunk);
        if (!IpSet.ofPrefixes(live(at)).equals(IpSet.ofPrefixes(prefixes))) {
            String _ = ask("clear map " + at + map + "\n");
            throw new TargetException(
                    "target.mismatch", "HAProxy did not take all of the new version");
        }
        silent("commit map " + at + map + "\n");
    }

    private void add(String at, StringBuilder chunk) throws TargetException {
        if (!chunk.isEmpty()) {
            silent("add map " + at + map + " <<\n" + chunk + "\n");
            chunk.setLength(0);
        }
    }

    private void silent(String command) throws TargetException {
        String answer = ask(command);
        if (!answer.isBlank()) {
            throw new TargetException(
                    "target.command-failed",
                    "HAProxy says: " + new Command.Output(0, answer).words());
        }
    }

    private String ask(String command) throws TargetException {
        Path at = socket;
        if (at == null) {
            throw new IllegalStateException("only a socket is asked");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            boolean _ = channel.connect(UnixDomainSocketAddress.of(at));
            ByteBuffer rest = ByteBuffer.wrap(command.getBytes(UTF_8));
            while (rest.hasRemaining()) {
                int _ = channel.write(rest);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            while (channel.read(buffer) >= 0 && answer.size() < MOST_ANSWER) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(UTF_8);
        } catch (IOException unreachable) {
            throw new TargetException(
                    "target.unreachable", "HAProxy does not answer at `" + at + "`");
        }
    }
}
