package dev.sallyport.server.geo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/*
 * By what a change of a file is noticed without reading it: length, time of the last change, and which file it is (an update
 * that moves a new file into place). A link is followed. Null stands for whatever cannot be told, such as of a missing file.
 */
record FileMark(long bytes, @Nullable FileTime changed, @Nullable Object identity) {

    private static final FileMark NONE = new FileMark(-1, null, null);

    static FileMark of(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileMark(found.size(), found.lastModifiedTime(), found.fileKey());
        } catch (IOException absent) {
            return NONE;
        }
    }
}
