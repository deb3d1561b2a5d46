package dev.sallyport.conformance;

import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.testkit.NaiveOracle;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/**
 * The engine with a fault in it, loaded beside the real one: the faulty file is compiled into a
 * folder that stands before the engine's classes, and engine, oracle and campaign are loaded
 * together from there, sharing nothing with this test's own.
 */
final class FaultyEngine implements AutoCloseable {

    private static final Path SOURCES =
            SourceTree.module("engine")
                    .resolve(Path.of("src", "main", "java", "dev", "sallyport", "engine"));

    /* One for all faults: what it has read of the class path serves the next one too. */
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
    private final Path scratch;

    /** Writes into folders below {@code scratch}. */
    FaultyEngine(Path scratch) {
        this.scratch = scratch;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /**
     * Returns how many scenarios of a campaign it takes to catch {@code fault} in the engine, 0 if
     * none does.
     */
    int scenariosUntilMismatch(PlantedFault fault, long seed, int scenarios, int requests)
            throws IOException, ReflectiveOperationException {
        Path own = Files.createTempDirectory(scratch, "fault");
        Path source = own.resolve(fault.file());
        Files.createDirectories(source.getParent());
        Files.writeString(source, fault.plantedIn(Files.readString(SOURCES.resolve(fault.file()))));
        Path classes = Files.createDirectories(own.resolve("classes"));
        compile(source, classes);
        return scenariosUntilMismatch(classes, seed, scenarios, requests);
    }

    /** Returns the same of the engine as it is. */
    int scenariosUntilMismatch(long seed, int scenarios, int requests)
            throws IOException, ReflectiveOperationException {
        return scenariosUntilMismatch(
                Files.createTempDirectory(scratch, "none"), seed, scenarios, requests);
    }

    /* The classes in `before` stand before the real ones. */
    private static int scenariosUntilMismatch(Path before, long seed, int scenarios, int requests)
            throws IOException, ReflectiveOperationException {
        URL[] path = {
            before.toUri().toURL(),
            home(TenantSnapshot.class),
            home(NaiveOracle.class),
            home(Differential.class)
        };
        try (URLClassLoader loader =
                new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> campaign = loader.loadClass(Differential.class.getName());
            return (int)
                    campaign.getMethod("scenariosUntilMismatch", long.class, int.class, int.class)
                            .invoke(null, seed, scenarios, requests);
        }
    }

    private void compile(Path source, Path classes) throws IOException {
        StringWriter messages = new StringWriter();
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
        files.setLocationFromPaths(
                StandardLocation.CLASS_PATH,
                List.of(path(TenantSnapshot.class), path(NullMarked.class)));
        boolean compiled =
                compiler.getTask(
                                messages,
                                files,
                                null,
                                List.of("-proc:none", "-nowarn"),
                                null,
                                files.getJavaFileObjects(source))
                        .call();
        if (!compiled) {
            throw new IllegalStateException("the planted fault does not compile: " + messages);
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static Path path(Class<?> type) {
        try {
            return Path.of(home(type).toURI());
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
