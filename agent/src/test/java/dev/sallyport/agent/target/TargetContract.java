package dev.sallyport.agent.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every target keeps, whatever it is. */
abstract class TargetContract {

    /** Returns the target, empty or not there at first. */
    abstract Target target() throws Exception;

    /** Returns the target as another process would open it. */
    abstract Target again() throws Exception;

    /**
     * Spoils what the target holds, so that the agent could not have written it; or returns false.
     */
    abstract boolean spoil() throws Exception;

    /** Returns whether the target takes a family. */
    boolean takesIpv6() {
        return true;
    }

    private List<IpPrefix> prefixes(String... texts) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String text : texts) {
            IpPrefix prefix = IpPrefix.parse(text);
            if (takesIpv6() || prefix.address().isIpv4()) {
                prefixes.add(prefix);
            }
        }
        return IpSet.ofPrefixes(prefixes).prefixes();
    }

    private static void holds(Target target, List<IpPrefix> prefixes) throws TargetException {
        assertThat(target.read().addresses()).isEqualTo(IpSet.ofPrefixes(prefixes));
        assertThat(target.read().isTorn()).isFalse();
    }

    @Test
    void whatWasAppliedIsRead() throws Exception {
        Target target = target();
        assertThat(target.read().addresses().isEmpty()).isTrue();
        List<IpPrefix> first =
                prefixes("52.0.0.1/32", "52.1.0.0/16", "2600:1f00::/24", "2a00::1/128");
        target.apply(first);
        holds(target, first);
        holds(again(), first);
        target.apply(first);
        holds(target, first);
    }

    @Test
    void nestedAdjacentAndSplitPrefixesReplaceEachOther() throws Exception {
        Target target = target();
        for (List<IpPrefix> each :
                List.of(
                        prefixes("52.0.0.0/16"),
                        prefixes("52.0.0.0/17"),
                        prefixes("52.0.128.0/17", "52.1.0.0/17"),
                        prefixes("52.0.0.0/24", "52.0.2.0/24", "52.0.4.7/32"),
                        prefixes("52.0.0.0/14", "2600::/32"),
                        prefixes("8.0.0.0/8"))) {
            target.apply(each);
            holds(target, each);
        }
    }

    @Test
    void oneFamilyAloneIsHeld() throws Exception {
        Target target = target();
        target.apply(prefixes("52.0.0.1/32", "2600::/32"));
        target.apply(prefixes("52.0.0.2/32"));
        holds(target, prefixes("52.0.0.2/32"));
        if (takesIpv6()) {
            target.apply(prefixes("2600::/32"));
            holds(target, prefixes("2600::/32"));
        }
    }

    @Test
    void restoredIsWhatWasThere() throws Exception {
        Target target = target();
        Content nothing = target.read();
        List<IpPrefix> first = prefixes("52.0.0.1/32", "2600::/32");
        target.apply(first);
        Content before = target.read();
        target.apply(prefixes("54.0.0.0/24"));
        target.restore(before);
        holds(target, first);
        target.restore(nothing);
        assertThat(again().read().addresses().isEmpty()).isTrue();
    }

    @Test
    void severalThousandPrefixesAreHeld() throws Exception {
        Random random = new Random(7);
        IpSet.Builder some = IpSet.builder();
        int count = Math.min(6000, target().capacity().prefixes() / 2);
        for (int i = 0; i < count; i++) {
            some.add(IpPrefix.around(IpAddress.ipv4(0x34000000 | random.nextInt(1 << 24)), 29));
            if (takesIpv6()) {
                some.add(
                        IpPrefix.around(
                                IpAddress.ipv6(0x2600L << 48 | random.nextLong() >>> 16, 0), 56));
            }
        }
        List<IpPrefix> prefixes = some.build().prefixes();
        assertThat(prefixes).hasSizeGreaterThan(count * 9 / 10);
        Target target = target();
        assertThat(target.capacity().objection(prefixes)).isEmpty();
        target.apply(prefixes);
        holds(target, prefixes);
    }

    @Test
    void capacityIsKnown() throws Exception {
        Capacity capacity = target().capacity();
        List<IpPrefix> many = new ArrayList<>();
        for (int i = 0; i <= capacity.prefixes(); i++) {
            many.add(IpPrefix.of(IpAddress.ipv4(0x34000000 + 2 * i)));
        }
        assertThat(capacity.objection(many)).isPresent();
        assertThat(capacity.objection(many.subList(1, many.size()))).isEmpty();
    }

    @Test
    void foreignContentIsLeftAlone() throws Exception {
        target().apply(prefixes("52.0.0.1/32"));
        if (spoil()) {
            assertThatThrownBy(() -> again().read()).isInstanceOf(TargetException.class);
        }
    }
}
