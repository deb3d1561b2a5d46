package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sallyport.engine.testdata.AsciiText;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** "No exception, no allocation but the result." */
class AllocationTest {

    private static final int RUNS = 10_000;

    /* What the measurement itself and class loading may take. */
    private static final long SLACK_BYTES = 64 * 1024;

    private static final long ADDRESS_BYTES = 40;

    private static long allocatedBytes(Runnable once) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        once.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < RUNS; i++) {
            once.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void refusedTextsAllocateNothing() {
        List<CharSequence> texts =
                List.of(
                        new AsciiText("example.com"),
                        "192.0.2.256",
                        "2001:db8::1::",
                        "x".repeat(100_000),
                        "fe80::1%" + "z".repeat(1_000));
        for (CharSequence text : texts) {
            long bytes =
                    allocatedBytes(() -> {
                        assertNull(AddressParser.tryParse(text, 0, text.length()));
                        assertNull(AddressParser.tryParseRequestAddress(text, 0, text.length()));
                    });
            assertThat(bytes).as("%.20s", text).isLessThan(SLACK_BYTES);
        }
    }

    @Test
    void readTextsAllocateTheirAddress() {
        for (String text : List.of("192.0.2.1", "2001:db8::c000:201", "::1:192.0.2.1")) {
            CharSequence ascii = new AsciiText(text);
            long bytes =
                    allocatedBytes(
                            () -> assertNotNull(AddressParser.tryParse(ascii, 0, ascii.length())));
            assertThat(bytes).as(text).isLessThan(RUNS * ADDRESS_BYTES + SLACK_BYTES);
        }
    }

    @Test
    void lookingUpAllocatesNothing() {
        IpSet set =
                IpSet.ofPrefixes(
                        List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("2001:db8::/32")));
        IpAddress inside = IpAddress.parse("2001:db8::1");
        IpAddress outside = IpAddress.parse("192.0.2.1");
        EmbeddedIpv4 embedded = new EmbeddedIpv4(List.of());
        long bytes =
                allocatedBytes(() -> {
                    if (!set.contains(inside)
                            || set.contains(outside)
                            || embedded.next(inside, 0) >= 0
                            || inside.compareTo(outside) < 0) {
                        throw new AssertionError();
                    }
                });
        assertThat(bytes).isLessThan(SLACK_BYTES);
    }

    private static void assertNull(@Nullable Object result) {
        if (result != null) {
            throw new AssertionError();
        }
    }

    private static void assertNotNull(@Nullable Object result) {
        if (result == null) {
            throw new AssertionError();
        }
    }
}
