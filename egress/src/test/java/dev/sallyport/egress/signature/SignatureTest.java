package dev.sallyport.egress.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Signatures are those of RFC 8037, and nothing but what a believed key signed is valid. */
final class SignatureTest {

    private static final EgressSigningKey KEY = EgressSigningKey.generate();
    private static final EgressSigningKey OTHER = EgressSigningKey.generate();
    private static final byte[] DOCUMENT = "{\"format\":\"sallyport-egress/1\"}".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private static TrustedKeys trusted(EgressSigningKey... keys) {
        return TrustedKeys.of(
                java.util.Arrays.stream(keys)
                        .map(EgressSigningKey::publicKey)
                        .toArray(EgressPublicKey[]::new));
    }

    /** RFC 8037 appendix A.1 to A.5. */
    @Test
    void vectorOfTheStandardHolds() {
        EgressSigningKey key =
                EgressSigningKey.of(
                        "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
                        "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assertThat(key.publicKey().thumbprint())
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        byte[] signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(UTF_8);
        String expected =
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvp"
                        + "Ar_MuM0KAg";
        assertThat(Base64Url.encode(key.sign(signed))).isEqualTo(expected);
        assertThat(key.publicKey().verifies(signed, Base64Url.decode(expected))).isTrue();
    }

    @Test
    void detachedSignatureIsValidUnderItsDocumentOnly() {
        String signature = Jws.signDetached(KEY, Jws.LIST, DOCUMENT);
        assertThat(signature).contains("..");
        assertThat(Jws.checkDetached(signature + "\n", Jws.LIST, DOCUMENT, trusted(OTHER, KEY)))
                .isEqualTo(new SignatureCheck.Valid(KEY.publicKey()));
        for (int i = 0; i < DOCUMENT.length; i++) {
            byte[] changed = DOCUMENT.clone();
            changed[i] ^= 1;
            assertThat(Jws.checkDetached(signature, Jws.LIST, changed, trusted(KEY)))
                    .isInstanceOf(SignatureCheck.Forged.class);
        }
    }

    @Test
    void everyChangedLetterOfASignatureShows() {
        String signature = Jws.signDetached(KEY, Jws.LIST, DOCUMENT);
        int looked = 0;
        for (int i = 0; i < signature.length(); i++) {
            for (char c : new char[] {'A', 'B', '.', '=', '\n', 'ü'}) {
                if (signature.charAt(i) != c) {
                    String changed = signature.substring(0, i) + c + signature.substring(i + 1);
                    assertThat(
                                    Jws.checkDetached(changed, Jws.LIST, DOCUMENT, trusted(KEY))
                                            .isValid())
                            .as(changed)
                            .isFalse();
                    looked++;
                }
            }
        }
        assertThat(looked).isGreaterThan(500);
    }

    @Test
    void eachRefusalIsNamed() {
        String signature = Jws.signDetached(KEY, Jws.LIST, DOCUMENT);
        String id = KEY.publicKey().thumbprint();
        assertThat(Jws.checkDetached(signature, Jws.LIST, DOCUMENT, trusted(OTHER)))
                .isEqualTo(new SignatureCheck.UnknownKey(id));
        TrustedKeys retired = new TrustedKeys(List.of(OTHER.publicKey()), Set.of(id));
        assertThat(Jws.checkDetached(signature, Jws.LIST, DOCUMENT, retired))
                .isEqualTo(new SignatureCheck.RetiredKey(id));
        assertThat(Jws.checkDetached(signature, Jws.KEYS, DOCUMENT, trusted(KEY)))
                .isInstanceOf(SignatureCheck.Malformed.class);
        for (String none :
                List.of("", ".", "..", "...", "a.b.c", "x..y", signature + ".", " " + signature)) {
            assertThat(Jws.checkDetached(none, Jws.LIST, DOCUMENT, trusted(KEY)))
                    .as(none)
                    .isInstanceOf(SignatureCheck.Malformed.class);
        }
    }

    /** Headers that other libraries were deceived with are no headers of ours. */
    @Test
    void headersOfAnotherFormAreRefused() {
        String[] parts = Jws.signDetached(KEY, Jws.LIST, DOCUMENT).split("\\.", -1);
        for (String header :
                List.of(
                        "{\"alg\":\"none\"}",
                        "{\"alg\":\"EdDSA\"}",
                        "{\"alg\":\"HS256\",\"kid\":\"a\",\"typ\":\"sallyport-egress+jws\"}",
                        "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"],\"kid\":\"a\"}",
                        "{\"alg\":\"EdDSA\", \"kid\":\"a\",\"typ\":\"sallyport-egress+jws\"}")) {
            String forged = Base64Url.encode(header.getBytes(UTF_8)) + ".." + parts[2];
            assertThat(Jws.checkDetached(forged, Jws.LIST, DOCUMENT, trusted(KEY)))
                    .as(header)
                    .isInstanceOf(SignatureCheck.Malformed.class);
        }
    }

    @Test
    void contentInsideIsSignedToo() {
        String signature = Jws.sign(KEY, Jws.ACKNOWLEDGEMENT, DOCUMENT);
        assertThat(Jws.check(signature, Jws.ACKNOWLEDGEMENT, trusted(KEY)).isValid()).isTrue();
        assertThat(Jws.content(signature)).isEqualTo(DOCUMENT);
        assertThat(Jws.keyId(signature)).isEqualTo(KEY.publicKey().thumbprint());
        String[] parts = signature.split("\\.", -1);
        String forged = parts[0] + "." + Base64Url.encode("{}".getBytes(UTF_8)) + "." + parts[2];
        assertThat(Jws.check(forged, Jws.ACKNOWLEDGEMENT, trusted(KEY)))
                .isInstanceOf(SignatureCheck.Forged.class);
    }

    @Test
    void privateKeyComesBackFromItsTextAndItsNameTellsNothing() {
        String jwk = KEY.toPrivateJwk();
        String d = jwk.replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
        EgressSigningKey again = EgressSigningKey.of(d, KEY.publicKey().x());
        assertThat(again.sign(DOCUMENT)).isEqualTo(KEY.sign(DOCUMENT));
        assertThat(KEY.toString()).doesNotContain(d);
        assertThatThrownBy(() -> EgressSigningKey.of(d, OTHER.publicKey().x()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ringOverlapsWhileOneKeyTakesOver() {
        KeyRing ring =
                KeyRing.startingWith(KEY.publicKey(), NOW)
                        .rotated(OTHER.publicKey(), NOW.plusSeconds(60), WEEK);
        assertThat(ring.inForce(NOW)).containsExactly(KEY.publicKey());
        Instant soon = NOW.plusSeconds(61);
        assertThat(ring.inForce(soon)).containsExactly(KEY.publicKey(), OTHER.publicKey());
        assertThat(ring.signer(soon)).contains(KEY.publicKey());
        Instant later = soon.plus(WEEK);
        assertThat(ring.inForce(later)).containsExactly(KEY.publicKey(), OTHER.publicKey());
        assertThat(ring.signer(later)).contains(OTHER.publicKey());
        Instant atLast = later.plus(WEEK);
        assertThat(ring.inForce(atLast)).containsExactly(OTHER.publicKey());
        assertThat(ring.retired(KEY.publicKey().thumbprint(), soon).signer(soon))
                .contains(OTHER.publicKey());
        assertThatThrownBy(() -> ring.rotated(KEY.publicKey(), NOW, WEEK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whoever trusts one key learns its successors, and never believes a retired one again. */
    @Test
    void successorsAreLearnedAndRetiredKeysStayRetired() {
        byte[] both = "both".getBytes(UTF_8);
        String lines =
                Jws.signDetached(OTHER, Jws.KEYS, both)
                        + "\n"
                        + Jws.signDetached(KEY, Jws.KEYS, both)
                        + "\n";
        TrustedKeys first = trusted(KEY);
        assertThat(first.vouches(lines, both)).isEqualTo(new SignatureCheck.Valid(KEY.publicKey()));
        TrustedKeys two =
                first.succeededBy(List.of(KEY.publicKey(), OTHER.publicKey()), KEY.publicKey());
        assertThat(two.keys()).hasSize(2);
        TrustedKeys one = two.succeededBy(List.of(OTHER.publicKey()), OTHER.publicKey());
        assertThat(one.isRetired(KEY.publicKey().thumbprint())).isTrue();
        TrustedKeys replayed =
                one.succeededBy(List.of(KEY.publicKey(), OTHER.publicKey()), OTHER.publicKey());
        assertThat(replayed.keys()).containsExactly(OTHER.publicKey());
        assertThat(one.vouches(Jws.signDetached(KEY, Jws.KEYS, both), both))
                .isInstanceOf(SignatureCheck.RetiredKey.class);
        assertThat(first.vouches("", both)).isInstanceOf(SignatureCheck.Malformed.class);
        assertThat(trusted(EgressSigningKey.generate()).vouches(lines, both))
                .isInstanceOf(SignatureCheck.UnknownKey.class);
    }

    /** An old set, out of a cache, knows no successor: it does not end the belief in it. */
    @Test
    void onlyAKeyThatIsAsLateRetiresAnother() {
        EgressPublicKey third = EgressSigningKey.generate().publicKey();
        TrustedKeys two =
                trusted(KEY)
                        .succeededBy(List.of(KEY.publicKey(), OTHER.publicKey()), KEY.publicKey());
        byte[] old = "old".getBytes(UTF_8);
        assertThat(two.vouches(Jws.signDetached(KEY, Jws.KEYS, old), old))
                .isEqualTo(new SignatureCheck.Valid(KEY.publicKey()));
        assertThat(two.succeededBy(List.of(KEY.publicKey()), KEY.publicKey())).isEqualTo(two);
        // The successor's secret is out: it is taken away, and one behind it vouches for that.
        TrustedKeys three = two.succeededBy(List.of(KEY.publicKey(), third), KEY.publicKey());
        assertThat(three.keys()).containsExactly(KEY.publicKey(), OTHER.publicKey(), third);
        TrustedKeys after = three.succeededBy(List.of(KEY.publicKey(), third), third);
        assertThat(after.keys()).containsExactly(KEY.publicKey(), third);
        assertThat(after.isRetired(OTHER.publicKey().thumbprint())).isTrue();
        assertThat(two.succeededBy(List.of(OTHER.publicKey()), OTHER.publicKey()).retired())
                .containsExactly(KEY.publicKey().thumbprint());
        // Whoever was given the later key first learns which is the earlier.
        TrustedKeys late =
                trusted(OTHER)
                        .succeededBy(
                                List.of(KEY.publicKey(), OTHER.publicKey()), OTHER.publicKey());
        assertThat(late.succeededBy(List.of(OTHER.publicKey()), OTHER.publicKey()).keys())
                .containsExactly(OTHER.publicKey());
        byte[] set = "set".getBytes(UTF_8);
        String lines =
                Jws.signDetached(KEY, Jws.KEYS, set)
                        + "\n"
                        + Jws.signDetached(OTHER, Jws.KEYS, set);
        assertThat(two.vouches(lines, set)).isEqualTo(new SignatureCheck.Valid(OTHER.publicKey()));
    }
}
