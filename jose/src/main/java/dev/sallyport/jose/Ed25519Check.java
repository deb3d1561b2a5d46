package dev.sallyport.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/* Ed25519 (RFC 8032) by the platform; the library's own verifier wants another library for it. */
final class Ed25519Check implements JWSVerifier {

    /* SubjectPublicKeyInfo of RFC 8410 section 4 up to the 32 bytes of the key. */
    private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_LENGTH = 32;

    private final PublicKey key;
    private final JCAContext context = new JCAContext();

    private Ed25519Check(PublicKey key) {
        this.key = key;
    }

    /**
     * Returns the check for the 32 bytes of a public key.
     *
     * @throws GeneralSecurityException if they are no point of the curve
     */
    static Ed25519Check of(byte[] point) throws GeneralSecurityException {
        if (point.length != KEY_LENGTH) {
            throw new GeneralSecurityException("an Ed25519 key has 32 bytes");
        }
        byte[] encoded = new byte[KEY_PREFIX.length + KEY_LENGTH];
        System.arraycopy(KEY_PREFIX, 0, encoded, 0, KEY_PREFIX.length);
        System.arraycopy(point, 0, encoded, KEY_PREFIX.length, KEY_LENGTH);
        return new Ed25519Check(
                KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
    }

    @Override
    public boolean verify(JWSHeader header, byte[] input, Base64URL signature)
            throws JOSEException {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(input);
            return check.verify(signature.decode());
        } catch (SignatureException notASignature) {
            return false;
        } catch (GeneralSecurityException absent) {
            throw new JOSEException(ALGORITHM + " is not to be had", absent);
        }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    }

    @Override
    public JCAContext getJCAContext() {
        return context;
    }
}
