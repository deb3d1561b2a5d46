package dev.sallyport.compat.nginx;

import dev.sallyport.compat.nginx.NaiveNginx.Line;
import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.testkit.Chance;
import java.util.ArrayList;
import java.util.List;

/* Configurations whose networks lie in each other as often as possible, and addresses near their borders. */
final class GeneratedConfigurations {

    private static final List<String> BASES =
            List.of(
                    "192.0.2.0",
                    "198.51.100.0",
                    "203.0.113.128",
                    "2001:db8::",
                    "2001:db8:0:1::8000");

    private final Chance chance;

    GeneratedConfigurations(Chance chance) {
        this.chance = chance;
    }

    NaiveNginx next() {
        List<Line> lines = new ArrayList<>();
        int count = chance.between(1, 14);
        for (int i = 0; i < count; i++) {
            lines.add(new Line(effect(), network()));
        }
        if (chance.percent(60)) {
            lines.add(new Line(chance.percent(80) ? Effect.DENY : Effect.ALLOW, whole()));
        }
        return new NaiveNginx(List.copyOf(lines));
    }

    private Effect effect() {
        return chance.oneIn(2) ? Effect.ALLOW : Effect.DENY;
    }

    private String whole() {
        return chance.percent(70) ? "all" : chance.oneIn(2) ? "0.0.0.0/0" : "::/0";
    }

    private String network() {
        if (chance.oneIn(20)) {
            return whole();
        }
        IpAddress base = address(chance.pick(BASES));
        int bits = base.family().bits();
        int length =
                bits == 32
                        ? chance.between(22, 32)
                        : chance.pick(40, 48, 56, 63, 64, 112, 120, 126, 128);
        return IpPrefix.around(near(base), length).toString();
    }

    /** Returns an address near the networks. */
    IpAddress client() {
        return near(address(chance.pick(BASES)));
    }

    private IpAddress near(IpAddress base) {
        long low = base.low() ^ chance.below(chance.pick(4, 16, 256, 1024));
        return base.isIpv4()
                ? IpAddress.ipv4((int) low)
                : IpAddress.ipv6(base.high() ^ chance.below(3), low);
    }

    private static IpAddress address(String text) {
        return AddressParser.parse(text);
    }
}
