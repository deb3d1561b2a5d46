package dev.sallyport.egress.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * An Ed25519 key that signs (RFC 8037 section 2). Safe for use by several threads. Its text form
 * never tells the private half.
 */
public final class EgressSigningKey {

    private final PrivateKey privateKey;
    private final String seed;
    private final EgressPublicKey publicKey;

    private EgressSigningKey(PrivateKey privateKey, String seed, EgressPublicKey publicKey) {
        this.privateKey = privateKey;
        this.seed = seed;
        this.publicKey = publicKey;
        byte[] probe = {1};
        if (!publicKey.verifies(probe, sign(probe))) {
            throw new IllegalArgumentException("the halves of the key do not belong together");
        }
    }

    /** Returns a new key, made by the platform's source of secrets. */
    public static EgressSigningKey generate() {
        try {
            return of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    /**
     * Returns the key of a pair.
     *
     * @throws IllegalArgumentException if it is no Ed25519 pair, or its halves do not belong
     *     together
     */
    public static EgressSigningKey of(KeyPair pair) {
        if (!(pair.getPrivate() instanceof EdECPrivateKey secret)
                || !(pair.getPublic() instanceof EdECPublicKey open)) {
            throw new IllegalArgumentException("this is no Ed25519 pair");
        }
        byte[] bytes =
                secret.getBytes()
                        .orElseThrow(() -> new IllegalArgumentException("the key has no bytes"));
        byte[] encoded = open.getEncoded();
        byte[] point =
                Arrays.copyOfRange(
                        encoded, encoded.length - EgressPublicKey.LENGTH, encoded.length);
        return new EgressSigningKey(
                secret, Base64Url.encode(bytes), new EgressPublicKey(Base64Url.encode(point)));
    }

    /**
     * Returns the key of the members {@code d} and {@code x} of a private JSON Web Key.
     *
     * @throws IllegalArgumentException if they are no Ed25519 key, or do not belong together
     */
    public static EgressSigningKey of(String d, String x) {
        byte[] seed = Base64Url.decode(d);
        if (seed.length != EgressPublicKey.LENGTH) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        try {
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            return new EgressSigningKey(key, d, new EgressPublicKey(x));
        } catch (GeneralSecurityException noKey) {
            throw new IllegalArgumentException("the bytes are no Ed25519 key", noKey);
        }
    }

    /** Returns the half of the key that everybody may know. */
    public EgressPublicKey publicKey() {
        return publicKey;
    }

    /** Returns the 64 bytes of the signature under {@code content}. */
    public byte[] sign(byte[] content) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            signer.update(content);
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    /** Returns the key as a private JSON Web Key. It is a secret. */
    public String toPrivateJwk() {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                + publicKey.x()
                + "\",\"d\":\""
                + seed
                + "\",\"kid\":\""
                + publicKey.thumbprint()
                + "\",\"use\":\"sig\",\"alg\":\"EdDSA\"}";
    }

    private static IllegalStateException noEd25519(GeneralSecurityException cause) {
        return new IllegalStateException("this Java platform has no Ed25519", cause);
    }

    /** Returns the id of the key. */
    @Override
    public String toString() {
        return "EgressSigningKey[" + publicKey.thumbprint() + "]";
    }
}
