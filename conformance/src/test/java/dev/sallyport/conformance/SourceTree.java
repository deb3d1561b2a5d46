package dev.sallyport.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree this build runs in, found from the folder of the test's own module. */
final class SourceTree {

    /** The modules whose classes reach a user, in the order of the build. */
    static final List<String> SHIPPED =
            List.of(
                    "engine",
                    "evidence",
                    "geo",
                    "egress",
                    "control",
                    "document",
                    "compat",
                    "store",
                    "gate",
                    "jose",
                    "server",
                    "agent",
                    "cli");

    /** The modules built before this one, in that order. */
    static final List<String> MODULES =
            List.of(
                    "engine",
                    "geo",
                    "egress",
                    "control",
                    "document",
                    "compat",
                    "store",
                    "gate",
                    "jose",
                    "server",
                    "agent",
                    "cli",
                    "testkit");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private SourceTree() {}

    static Path module(String name) {
        return ROOT.resolve(name);
    }

    static Path classes(String module) {
        return module(module).resolve("target").resolve("classes");
    }

    static boolean hasSources(String module) throws IOException {
        Path sources = module(module).resolve("src").resolve("main").resolve("java");
        if (!Files.isDirectory(sources)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        }
    }
}
