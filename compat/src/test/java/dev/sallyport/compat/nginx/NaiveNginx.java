package dev.sallyport.compat.nginx;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Effect;
import java.util.List;

/* What nginx says, from its documentation: the rules in their order until the first match, else allowed. */
record NaiveNginx(List<Line> lines) {

    record Line(Effect effect, String network) {
        boolean matches(IpAddress address) {
            return network.equals("all") || IpPrefix.parse(network).contains(address);
        }

        @Override
        public String toString() {
            return (effect == Effect.ALLOW ? "allow " : "deny ") + network + ";";
        }
    }

    Effect verdict(IpAddress address) {
        for (Line line : lines) {
            if (line.matches(address)) {
                return line.effect();
            }
        }
        return Effect.ALLOW;
    }

    String text() {
        return String.join("\n", lines.stream().map(Line::toString).toList()) + "\n";
    }
}
