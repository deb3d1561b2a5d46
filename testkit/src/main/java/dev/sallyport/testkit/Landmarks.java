package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.Nat64Prefix;
import java.util.ArrayList;
import java.util.List;

/* The addresses around which a generated tenant is built. */
final class Landmarks {

    private Landmarks() {}

    private static final Octets ZERO = Octets.of(new int[16]);
    private static final Octets ONES = ZERO.inverted();

    static List<Octets> ipv4(WorldStyle style, Chance chance) {
        List<Octets> found = new ArrayList<>();
        switch (style) {
            case TINY -> {
                for (int i = 0; i < 8; i++) {
                    found.add(Octets.of(192, 0, 2, i));
                }
            }
            case REALISTIC -> {
                for (int i = 0; i < 10; i++) {
                    found.add(
                            Octets.of(
                                    chance.between(1, 223),
                                    chance.below(256),
                                    chance.below(256),
                                    chance.below(256)));
                }
            }
            case HOSTILE -> {
                found.add(Octets.of(0, 0, 0, 0));
                found.add(Octets.of(0, 0, 0, 1));
                found.add(Octets.of(10, 0, 0, 0));
                found.add(Octets.of(32, 1, 13, 184));
                found.add(Octets.of(127, 255, 255, 255));
                found.add(Octets.of(128, 0, 0, 0));
                found.add(Octets.of(192, 0, 2, 1));
                found.add(Octets.of(255, 255, 255, 254));
                found.add(Octets.of(255, 255, 255, 255));
                found.add(
                        Octets.of(
                                chance.below(256),
                                chance.below(256),
                                chance.below(256),
                                chance.below(256)));
            }
        }
        return found;
    }

    static List<Octets> ipv6(WorldStyle style, Chance chance) {
        List<Octets> found = new ArrayList<>();
        Octets documentation = ZERO.with(0, 0x20).with(1, 0x01).with(2, 0x0D).with(3, 0xB8);
        switch (style) {
            case TINY -> {
                for (int i = 0; i < 8; i++) {
                    found.add(documentation.with(15, i));
                }
            }
            case REALISTIC -> {
                for (int i = 0; i < 6; i++) {
                    found.add(any(chance).with(0, chance.pick(0x20, 0x24, 0x26, 0x2A)));
                }
            }
            case HOSTILE -> {
                found.add(ZERO);
                found.add(ZERO.with(15, 1));
                found.add(ZERO.with(15, 2));
                found.add(ONES);
                found.add(ONES.with(0, 0x7F));
                found.add(ZERO.with(0, 0x80));
                found.add(ZERO.with(8, 0x80));
                found.add(ONES.with(8, 0x7F));
                found.add(documentation);
                found.add(documentation.with(15, 1));
                // The neighbours of ::ffff:0:0/96, whose own addresses are IPv4.
                found.add(
                        ZERO.with(10, 0xFF)
                                .with(11, 0xFE)
                                .with(12, 0xFF)
                                .with(13, 0xFF)
                                .with(14, 0xFF)
                                .with(15, 0xFF));
                found.add(ZERO.with(9, 1));
                found.add(any(chance));
            }
        }
        return found;
    }

    static List<Nat64Prefix> nat64(Chance chance) {
        List<Nat64Prefix> found = new ArrayList<>();
        int count = chance.pick(0, 1, 1, 2, 3);
        for (int i = 0; i < count; i++) {
            int length = chance.pick(32, 40, 48, 56, 64, 96);
            Octets carrier =
                    chance.oneIn(4)
                            ? ZERO.with(1, 0x64).with(2, 0xFF).with(3, 0x9B)
                            : any(chance).with(0, 0x20).with(1, 0x01).with(2, 0x0D).with(3, 0xB8);
            found.add(new Nat64Prefix(new IpPrefix(carrier.masked(length).address(), length)));
        }
        return found;
    }

    /* An IPv6 address whose octets are all zero, all ones or random. */
    static Octets carrier(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> ONES;
            case 1 -> any(chance);
            default -> ZERO;
        };
    }

    static Octets any(Chance chance) {
        int[] octets = new int[16];
        for (int i = 0; i < 16; i++) {
            octets[i] = chance.below(256);
        }
        return Octets.of(octets);
    }

    /* The given IPv4 addresses, each in one form of embedding. */
    static List<Octets> embed(List<Octets> ipv4, List<Nat64Prefix> nat64, Chance chance) {
        List<Octets> found = new ArrayList<>();
        List<EmbeddedForm> forms = forms(nat64);
        for (Octets address : ipv4) {
            found.addAll(chance.pick(forms).write(carrier(chance), address, nat64));
        }
        return found;
    }

    /* The forms that an address can have where these prefixes are configured. */
    static List<EmbeddedForm> forms(List<Nat64Prefix> nat64) {
        List<EmbeddedForm> found = new ArrayList<>();
        for (EmbeddedForm form : EmbeddedForm.values()) {
            if (form.length() == 0
                    || nat64.stream().anyMatch(one -> one.prefix().length() == form.length())) {
                found.add(form);
            }
        }
        return found;
    }
}
