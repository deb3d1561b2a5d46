package dev.sallyport.control.edit;

import dev.sallyport.engine.policy.Source;

/**
 * What a source means, whatever notation it is written in: an address, the prefix of full length
 * and the range from it to itself are one value.
 */
public final class SourceValue {

    private SourceValue() {}

    /** Returns a value that equals that of every source which means the same. */
    public static Source of(Source source) {
        return switch (source) {
            case Source.Network(var prefix) -> new Source.Range(prefix.toRange());
            case Source.Range range -> range;
            case Source.Country country -> country;
            case Source.Asn asn -> asn;
            case Source.ListReference list -> list;
            case Source.Any any -> any;
        };
    }

    /** Returns whether two sources mean the same. */
    public static boolean isSame(Source one, Source other) {
        return of(one).equals(of(other));
    }
}
