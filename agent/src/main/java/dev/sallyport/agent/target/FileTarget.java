package dev.sallyport.agent.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.address.IpPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file that something else reads by itself, replaced whole. */
final class FileTarget implements Target {

    private static final long LARGEST = 256L * 1024 * 1024;

    private final String name;
    private final Path file;
    private final PrefixFormat format;

    FileTarget(String name, Path file, PrefixFormat format) {
        this.name = name;
        this.file = file;
        this.format = format;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capacity capacity() {
        return format.capacity();
    }

    @Override
    public Content read() throws TargetException {
        try {
            if (!Files.exists(file)) {
                return Content.of(List.of());
            }
            if (Files.size(file) > LARGEST) {
                throw new TargetException("target.unreadable", "`" + file + "` is too large");
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) {
                return Content.ofFile(List.of(), bytes);
            }
            return Content.ofFile(format.read(new String(bytes, UTF_8)), bytes);
        } catch (IOException unreadable) {
            throw new TargetException("target.unreadable", "`" + file + "` cannot be read");
        }
    }

    @Override
    public void apply(List<IpPrefix> prefixes) throws TargetException {
        write(format.write(prefixes).getBytes(UTF_8));
    }

    @Override
    public void restore(Content before) throws TargetException {
        Optional<byte[]> bytes = before.bytes();
        if (bytes.isPresent()) {
            write(bytes.get());
            return;
        }
        try {
            boolean _ = Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new TargetException("target.not-written", "`" + file + "` cannot be removed");
        }
    }

    private void write(byte[] bytes) throws TargetException {
        try {
            SafeFile.replace(file, bytes, false);
        } catch (IOException failed) {
            throw new TargetException("target.not-written", "`" + file + "` cannot be written");
        }
    }
}
