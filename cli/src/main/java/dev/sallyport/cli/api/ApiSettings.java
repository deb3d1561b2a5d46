package dev.sallyport.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which server, and as whom. A flag stands above the environment, the environment above the file.
 *
 * @param server the address of the API, without a path
 * @param credentials who asks
 */
public record ApiSettings(URI server, Credentials credentials) {

    private static final String DEFAULT_SERVER = "http://127.0.0.1:8080";
    private static final Set<String> KEYS = Set.of("server", "client-id", "client-secret", "token");

    /**
     * Returns the settings.
     *
     * @param serverFlag the server as given on the command line, or null
     * @param fileFlag the file as given on the command line, or null for the usual one, which may
     *     be absent
     * @param environment the environment
     * @throws CommandFailure if they are incomplete or malformed
     */
    public static ApiSettings of(
            @Nullable String serverFlag, @Nullable Path fileFlag, Map<String, String> environment) {
        Properties file = file(fileFlag, environment);
        String server =
                first(serverFlag, environment.get("SALLYPORT_SERVER"), file.getProperty("server"));
        return new ApiSettings(
                uri(server == null ? DEFAULT_SERVER : server), credentials(environment, file));
    }

    private static Credentials credentials(Map<String, String> environment, Properties file) {
        String id = first(environment.get("SALLYPORT_CLIENT_ID"));
        String secret = first(environment.get("SALLYPORT_CLIENT_SECRET"));
        boolean inEnvironment = id != null || secret != null;
        String token =
                first(
                        environment.get("SALLYPORT_TOKEN"),
                        inEnvironment ? null : file.getProperty("token"));
        if (token != null) {
            return new Credentials.Token(token);
        }
        String clientId = first(id, file.getProperty("client-id"));
        String clientSecret = first(secret, file.getProperty("client-secret"));
        if (clientId == null || clientSecret == null) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "there are no credentials",
                    List.of(
                            "  set SALLYPORT_CLIENT_ID and SALLYPORT_CLIENT_SECRET (or"
                                    + " SALLYPORT_TOKEN),",
                            "  or write client-id=… and client-secret=… into"
                                    + " ~/.config/sallyport/config.properties"));
        }
        return new Credentials.Client(clientId, clientSecret);
    }

    private static @Nullable String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // told below
        }
        throw new CommandFailure(
                ExitStatus.USAGE,
                "the server is an address such as https://sallyport.example.com, not `"
                        + text
                        + "`");
    }

    private static Properties file(@Nullable Path flag, Map<String, String> environment) {
        Path path = flag == null ? usualFile(environment) : flag;
        Properties properties = new Properties();
        if (flag == null && !Files.exists(path)) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(path, UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException failure) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "the file `" + path + "` cannot be read: " + failure.getMessage());
        }
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "the file `" + path + "` has unknown keys: " + String.join(", ", unknown));
        }
        return properties;
    }

    private static Path usualFile(Map<String, String> environment) {
        String folder = first(environment.get("XDG_CONFIG_HOME"));
        Path base =
                folder == null
                        ? Path.of(System.getProperty("user.home", "."), ".config")
                        : Path.of(folder);
        return base.resolve("sallyport").resolve("config.properties");
    }
}
