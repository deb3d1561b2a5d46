package dev.sallyport.conformance.nginx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The nginx of this machine; on a Debian machine without one it is installed if we may. */
final class NginxProgram {

    private static final List<String> PLACES =
            List.of(
                    "/usr/sbin/nginx",
                    "/usr/local/sbin/nginx",
                    "/usr/local/nginx/sbin/nginx",
                    "/usr/bin/nginx");

    private NginxProgram() {}

    /** Returns the program, or skips the test, loudly, where it cannot be had. */
    static synchronized Path require() throws IOException, InterruptedException {
        Optional<Path> found = find();
        if (found.isEmpty() && mayInstall()) {
            install();
            found = find();
        }
        if (found.isEmpty()) {
            String reason =
                    "SKIPPED: nginx is not installed and cannot be installed here; the gate was not tested behind it";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        return found.orElseThrow();
    }

    private static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Stream.of(path.split(":", -1)).map(folder -> folder + "/nginx"),
                        PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean mayInstall() {
        return System.getProperty("user.name", "").equals("root")
                && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    private static void install() throws IOException, InterruptedException {
        run(List.of("apt-get", "-q", "update"));
        run(List.of("apt-get", "-q", "install", "-y", "--no-install-recommends", "nginx"));
        stopService();
    }

    /* Installing may have started nginx as a service; nobody asked for that. */
    private static void stopService() throws IOException {
        Path pidFile = Path.of("/run/nginx.pid");
        if (Files.exists(pidFile)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                    .ifPresent(ProcessHandle::destroy);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        /* As for a machine that is being serviced: the scripts of a package start nothing. */
        builder.environment().put("RUNLEVEL", "1");
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }
}
