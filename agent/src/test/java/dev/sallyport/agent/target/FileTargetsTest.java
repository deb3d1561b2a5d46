package dev.sallyport.agent.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpPrefix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that something else reads keep the contract of targets. */
final class FileTargetsTest {

    abstract static class OfFile extends TargetContract {

        @TempDir private Path folder;

        abstract String text(Path folder);

        @Override
        Target target() {
            return Targets.of(text(folder));
        }

        @Override
        Target again() {
            return target();
        }

        @Override
        boolean spoil() throws Exception {
            try (var files = Files.list(folder)) {
                Path file = files.findFirst().orElseThrow();
                Files.writeString(file, Files.readString(file) + "something else\n");
            }
            return true;
        }
    }

    @Nested
    final class Plain extends OfFile {
        @Override
        String text(Path folder) {
            return "file:" + folder.resolve("list.txt");
        }
    }

    @Nested
    final class AwsPrefixList extends OfFile {
        @Override
        String text(Path folder) {
            return "aws-prefix-list:" + folder.resolve("list.json") + "?list=saas&family=ipv4";
        }

        @Override
        boolean takesIpv6() {
            return false;
        }
    }

    @Nested
    final class NetworkPolicy extends OfFile {
        @Override
        String text(Path folder) {
            return "network-policy:"
                    + folder.resolve("policy.yaml")
                    + "?name=saas&namespace=web&pods=app=web";
        }
    }

    @Nested
    final class HaproxyFile extends OfFile {
        @Override
        String text(Path folder) {
            return "haproxy:" + folder.resolve("saas.map");
        }
    }

    private static final List<IpPrefix> TWO =
            List.of(IpPrefix.parse("52.0.0.1/32"), IpPrefix.parse("54.0.0.0/24"));

    @Test
    void filesHaveTheirShape(@TempDir Path folder) throws Exception {
        Targets.of("aws-prefix-list:" + folder.resolve("a") + "?list=saas&capacity=60").apply(TWO);
        assertThat(Files.readString(folder.resolve("a")))
                .isEqualTo(
                        """
                        {
                          "PrefixListName": "saas",
                          "AddressFamily": "IPv4",
                          "MaxEntries": 60,
                          "Entries": [
                            {"Cidr": "52.0.0.1/32"},
                            {"Cidr": "54.0.0.0/24"}
                          ]
                        }
                        """);
        Targets.of("network-policy:" + folder.resolve("p") + "?name=saas&pods=app=web").apply(TWO);
        assertThat(Files.readString(folder.resolve("p")))
                .isEqualTo(
                        """
                        # Written by sallyport sync; changes are overwritten.
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata:
                          name: "saas"
                          namespace: "default"
                        spec:
                          podSelector:
                            matchLabels:
                              "app": "web"
                          policyTypes: [Ingress]
                          ingress:
                            - from:
                                - ipBlock: {cidr: "52.0.0.1/32"}
                                - ipBlock: {cidr: "54.0.0.0/24"}
                        """);
        Targets.of("file:" + folder.resolve("f")).apply(TWO);
        assertThat(Files.readString(folder.resolve("f"))).isEqualTo("52.0.0.1/32\n54.0.0.0/24\n");
    }

    @Test
    void modeAndLinksAreKept(@TempDir Path folder) throws Exception {
        Path real = folder.resolve("real");
        Path link = folder.resolve("link");
        Files.writeString(real, "52.0.0.9/32\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(link, real);
        Targets.of("file:" + link).apply(TWO);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readString(real)).startsWith("52.0.0.1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whatIsNoTargetIsRefused() {
        for (String text :
                List.of(
                        "",
                        "file",
                        "file:",
                        "tape:/dev/tape",
                        "nftables:inet/filter/one",
                        "nftables:inet/filter/a;b,c",
                        "nftables:inet/fil ter/a,b",
                        "ipset:a,a",
                        "file:/x?socket=/y",
                        "file:/x?capacity=0",
                        "aws-prefix-list:/x?family=ipx",
                        "network-policy:/x?name=a%0Ab",
                        "network-policy:/x?name=Saas_4",
                        "network-policy:/x?pods=a=b: c")) {
            assertThatThrownBy(() -> Targets.of(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Targets.of("file:/x?capacity=7").capacity().prefixes()).isEqualTo(7);
        assertThat(Targets.of("nftables:inet/filter/a,b?capacity=7").capacity().prefixes())
                .isEqualTo(7);
    }
}
