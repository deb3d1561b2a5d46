package dev.sallyport.conformance.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpPrefix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Real logs and lists of networks, kept outside the repository. */
final class SharedData {

    /** One line of the access log: who asked for what. */
    record LogLine(String address, String method, String target) {}

    private static final Pattern LOG_LINE =
            Pattern.compile("^(\\S+) \\S+ \\S+ \\[[^]]*] \"([A-Z]+) (\\S+) HTTP/1\\.[01]\".*");
    private static final Pattern JSON_PREFIX =
            Pattern.compile("\"(?:ip_prefix|ipv6_prefix|ipv4Prefix|ipv6Prefix)\" *: *\"([^\"]+)\"");

    private final Path root;

    private SharedData(Path root) {
        this.root = root;
    }

    /** Returns the data, or skips the test, loudly, where there is none. */
    static SharedData require() {
        Path root = Path.of(System.getProperty("sallyport.shared-data", "../../shared/data"));
        if (!Files.isDirectory(root.resolve("traffic-logs"))) {
            String reason = "SKIPPED: no shared data in `" + root + "`; set sallyport.shared-data";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        return new SharedData(root);
    }

    private List<String> lines(String file) throws IOException {
        Path path = root.resolve(file);
        try (InputStream bytes = Files.newInputStream(path);
                InputStream text = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader reader = new BufferedReader(new InputStreamReader(text, UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** Returns the 10,000 requests of the Apache log. */
    List<LogLine> accessLog() throws IOException {
        List<LogLine> all = new ArrayList<>();
        for (String line : lines("traffic-logs/apache_combined_10000.log.gz")) {
            Matcher matcher = LOG_LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("a log line of another form: " + line);
            }
            all.add(new LogLine(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return all;
    }

    /** Returns the prefixes of the full routing table. */
    List<IpPrefix> routes() throws IOException {
        return prefixes(lines("cidr-lists/bgp-full-table.2025-10-19.txt.gz"));
    }

    /** Returns the published prefixes of several clouds, both families. */
    List<IpPrefix> clouds() throws IOException {
        List<String> texts = new ArrayList<>(lines("cloud-feeds/cloudflare/ips-v4.2024-10-29.txt"));
        texts.addAll(lines("cloud-feeds/cloudflare/ips-v6.2023-10-11.txt"));
        for (String file :
                List.of(
                        "cloud-feeds/aws/ip-ranges.2026-04-15-21-07-04.json.gz",
                        "cloud-feeds/google/cloud.2025-05-30T23-00.json")) {
            Matcher matcher = JSON_PREFIX.matcher(String.join("\n", lines(file)));
            while (matcher.find()) {
                texts.add(matcher.group(1));
            }
        }
        return prefixes(texts);
    }

    private static List<IpPrefix> prefixes(List<String> texts) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String text : texts) {
            IpPrefix prefix = AddressParser.tryParsePrefix(text.strip());
            if (prefix != null) {
                prefixes.add(prefix);
            }
        }
        return prefixes;
    }
}
