package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.Nat64Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a form writes, it reads; and the worked examples of RFC 6052 section 2.4. */
final class EmbeddedFormTest {

    private static final Octets IPV4 = Octets.of(192, 0, 2, 33);

    @Test
    void every_form_reads_what_it_writes() {
        Chance chance = new Chance(1);
        for (int i = 0; i < 500; i++) {
            List<Nat64Prefix> nat64 = Landmarks.nat64(chance);
            for (EmbeddedForm form : Landmarks.forms(nat64)) {
                for (Octets written : form.write(Landmarks.any(chance), IPV4, nat64)) {
                    assertThat(form.read(written, nat64)).as(form + " " + written).contains(IPV4);
                }
                assertThat(form.read(IPV4, nat64)).isEmpty();
            }
        }
    }

    @Test
    void unspecified_and_loopback_embed_nothing() {
        assertThat(EmbeddedForm.COMPATIBLE.read(octets("::"), List.of())).isEmpty();
        assertThat(EmbeddedForm.COMPATIBLE.read(octets("::1"), List.of())).isEmpty();
        assertThat(EmbeddedForm.COMPATIBLE.read(octets("::2"), List.of()))
                .containsExactly(Octets.of(0, 0, 0, 2));
    }

    @Test
    void local_prefix_is_read_in_both_ways() {
        Octets address = octets("64:ff9b:1:c000:2:2100:c633:6401");
        assertThat(EmbeddedForm.NAT64_LOCAL_SPREAD.read(address, List.of())).containsExactly(IPV4);
        assertThat(EmbeddedForm.NAT64_LOCAL_LOW.read(address, List.of()))
                .containsExactly(Octets.of(198, 51, 100, 1));
    }

    private static Octets octets(String text) {
        return NaiveAddressText.parse(text).orElseThrow();
    }
}
