package dev.sallyport.jose;

import java.math.BigInteger;

/*
 * RSA moduli as a faulty library of smart cards made them, from which the private key can be computed: CVE-2017-15361.
 *
 * M. Nemec, M. Sys, P. Svenda, D. Klinec, V. Matyas: The Return of Coppersmith's Attack, ACM CCS 2017. Their primes are
 * k * M + (65537^a mod M), M the product of the first primes; so is their product modulo each of these primes in the group
 * that 65537 generates. For a modulus made at random all of these hold by chance once in 2^27 and less.
 */
final class RocaFingerprint {

    private static final int[] PRIMES = {
        11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157
    };
    private static final int GENERATOR = 65_537;

    private RocaFingerprint() {}

    static boolean isOn(BigInteger modulus) {
        for (int prime : PRIMES) {
            int residue = modulus.mod(BigInteger.valueOf(prime)).intValue();
            if (!isGenerated(residue, prime)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isGenerated(int residue, int prime) {
        int power = 1;
        do {
            if (power == residue) {
                return true;
            }
            power = power * (GENERATOR % prime) % prime;
        } while (power != 1);
        return false;
    }
}
