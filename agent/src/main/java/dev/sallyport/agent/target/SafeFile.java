package dev.sallyport.agent.target;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;

/**
 * Files that are replaced whole: whoever reads sees the old bytes or the new ones, and after a loss
 * of power it is one of these two as well. Mode and owner are kept.
 */
public final class SafeFile {

    private static final String SUFFIX = ".sallyport-new";

    private SafeFile() {}

    /**
     * Puts {@code bytes} in place of the file. A symbolic link is followed, so that the file it
     * names is replaced and not the link.
     *
     * @param isPrivate whether a new file is readable by its owner only
     * @throws IOException if that failed; the file is as it was
     */
    public static void replace(Path file, byte[] bytes, boolean isPrivate) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = Objects.requireNonNull(real.getParent());
        Path young = folder.resolve(real.getFileName() + SUFFIX);
        boolean _ = Files.deleteIfExists(young);
        try (FileChannel out =
                FileChannel.open(young, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (isPrivate) {
                Files.setPosixFilePermissions(
                        young,
                        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                int _ = out.write(rest);
            }
            out.force(true);
        }
        if (Files.exists(real)) {
            keepAttributes(real, young);
        }
        Path _ =
                Files.move(
                        young,
                        real,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static void keepAttributes(Path from, Path to) throws IOException {
        PosixFileAttributes old =
                Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        view.setPermissions(old.permissions());
        PosixFileAttributes young = view.readAttributes();
        if (!young.owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        if (!young.group().equals(old.group())) {
            view.setGroup(old.group());
        }
    }
}
