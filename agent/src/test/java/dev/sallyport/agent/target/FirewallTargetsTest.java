package dev.sallyport.agent.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpPrefix;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's own sets keep the contract of targets, in a network namespace. */
final class FirewallTargetsTest {

    @Nested
    final class Nftables extends TargetContract {

        @TempDir private Path folder;
        private Namespace namespace;

        @BeforeEach
        void open() throws Exception {
            namespace = Namespace.open("nft");
        }

        @AfterEach
        void close() throws Exception {
            if (namespace != null) {
                namespace.close();
            }
        }

        @Override
        Target target() throws Exception {
            return Targets.of(
                    "nftables:inet/filter/saas4,saas6?program=" + namespace.program(folder, "nft"));
        }

        @Override
        Target again() throws Exception {
            return target();
        }

        @Override
        boolean spoil() throws Exception {
            namespace.in("nft", "delete set inet filter saas4");
            namespace.in("nft", "add set inet filter saas4 { type inet_service; }");
            return true;
        }

        @Test
        void setsThatChangeByThemselvesAreRefused() throws Exception {
            namespace.in("nft", "add table inet filter");
            namespace.in(
                    "nft",
                    "add set inet filter saas4 { type ipv4_addr; flags interval; auto-merge; }");
            assertThatThrownBy(() -> target().read())
                    .isInstanceOfSatisfying(
                            TargetException.class,
                            refused -> assertThat(refused.code()).isEqualTo("target.unsuitable"));
        }

        /** What a set is called says nothing of how it works. */
        @Test
        void setsMayBeCalledAfterWhatIsRefused() throws Exception {
            Target target =
                    Targets.of(
                            "nftables:inet/filter/timeout4,auto-merge6?program="
                                    + namespace.program(folder, "nft"));
            target.apply(List.of(IpPrefix.parse("52.0.0.1/32")));
            assertThat(target.read().addresses().prefixes())
                    .containsExactly(IpPrefix.parse("52.0.0.1/32"));
            namespace.in(
                    "nft",
                    "add set inet filter interval4 { type ipv4_addr; timeout 1h; comment \"interval\"; }");
            assertThatThrownBy(() ->
                            Targets.of(
                                            "nftables:inet/filter/interval4,six?program="
                                                    + namespace.program(folder, "nft"))
                                    .read())
                    .isInstanceOf(TargetException.class);
        }

        @Test
        void refusedBatchChangesNothing() throws Exception {
            Target target = target();
            target.apply(List.of(IpPrefix.parse("52.0.0.1/32")));
            // Overlapping elements, which the agent never writes, are refused by the kernel.
            assertThatThrownBy(() ->
                            target.apply(
                                    List.of(
                                            IpPrefix.parse("54.0.0.0/8"),
                                            IpPrefix.parse("54.1.0.0/16"))))
                    .isInstanceOf(TargetException.class);
            assertThat(target.read().addresses().prefixes())
                    .containsExactly(IpPrefix.parse("52.0.0.1/32"));
        }
    }

    @Nested
    final class Ipset extends TargetContract {

        @TempDir private Path folder;
        private Namespace namespace;

        @BeforeEach
        void open() throws Exception {
            namespace = Namespace.open("ipset");
        }

        @AfterEach
        void close() throws Exception {
            if (namespace != null) {
                namespace.close();
            }
        }

        @Override
        Target target() throws Exception {
            return Targets.of("ipset:saas4,saas6?program=" + namespace.program(folder, "ipset"));
        }

        @Override
        Target again() throws Exception {
            return target();
        }

        @Override
        boolean spoil() throws Exception {
            namespace.in("ipset", "destroy", "saas4");
            namespace.in("ipset", "create", "saas4", "hash:ip");
            return true;
        }

        /** A process that was killed leaves the sets that it was building. */
        @Test
        void leftoversAreRemoved() throws Exception {
            namespace.in("ipset", "create", "saas4-new", "hash:net");
            namespace.in("ipset", "add", "saas4-new", "9.9.9.9");
            Target target = target();
            target.apply(List.of(IpPrefix.parse("52.0.0.1/32")));
            assertThat(target.read().addresses().prefixes())
                    .containsExactly(IpPrefix.parse("52.0.0.1/32"));
            assertThat(namespace.in("ipset", "list", "-n")).doesNotContain("new");
        }
    }
}
