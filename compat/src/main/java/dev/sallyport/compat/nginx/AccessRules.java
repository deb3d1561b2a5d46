package dev.sallyport.compat.nginx;

import dev.sallyport.compat.imports.AddressReading;
import dev.sallyport.compat.imports.Fate;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * `allow` and `deny` of one block (ngx_http_access_module). The first that matches counts; a request that none matches is
 * allowed. A rule that an earlier one covers is never reached and goes; of those that are left the more specific stands before
 * the less specific wherever one lies in the other, so the most specific counts, whatever the order: a NetworkTable.
 */
final class AccessRules {

    private final Ledger ledger;
    private final NetworkTable table = new NetworkTable();
    private final List<Network> wholes = new ArrayList<>();

    AccessRules(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returns the rules that say the same. */
    List<RuleSubmission> translate(List<Directive> directives, int firstNumber) {
        int number = firstNumber;
        for (Directive directive : directives) {
            read(number++, directive);
        }
        boolean isAllowList =
                table.root(IpFamily.IPV4) == Effect.DENY
                        || table.root(IpFamily.IPV6) == Effect.DENY;
        Effect effect = isAllowList ? Effect.ALLOW : Effect.DENY;
        Layers layers =
                new Layers(
                        ledger,
                        isAllowList ? "nginx-allow" : "nginx-deny",
                        isAllowList ? "nginx: allow" : "nginx: deny",
                        effect);
        for (IpFamily family : IpFamily.values()) {
            IpPrefix everything = NetworkTable.everything(family);
            if (isAllowList && table.root(family) == Effect.ALLOW) {
                layers.addSilently(new Source.Network(everything));
                ledger.warn(
                        "the configuration allows every %s address that it does not deny: `%s` was added"
                                .formatted(family == IpFamily.IPV4 ? "IPv4" : "IPv6", everything));
            }
        }
        for (Network network : table.networks()) {
            layers.add(network, table.depth(network));
        }
        wholes.forEach(whole -> say(whole, isAllowList));
        List<RuleSubmission> rules = layers.rules();
        if (!isAllowList || !rules.isEmpty()) {
            return rules;
        }
        ledger.warn("the configuration denies everybody");
        Layers nobody = new Layers(ledger, "nginx-deny", "nginx: deny all", Effect.DENY);
        nobody.addSilently(new Source.Any());
        return nobody.rules();
    }

    /* What became of `all`. */
    private void say(Network whole, boolean isAllowList) {
        boolean isSaid = whole.effect() == Effect.DENY && isAllowList;
        ledger.addAt(
                whole.number(),
                new ImportLine(
                        whole.directive().place(),
                        whole.directive().text(),
                        isSaid ? Fate.NORMALISED : Fate.LEFT_OUT,
                        "",
                        isSaid
                                ? "said by there being rules that allow: what none of them allows is denied"
                                : "allowed anyway: what no rule denies is allowed",
                        ""));
    }

    private void read(int number, Directive directive) {
        Effect effect = directive.name().equals("allow") ? Effect.ALLOW : Effect.DENY;
        if (directive.words().size() != 2) {
            faulty(number, directive, "`" + directive.name() + "` takes one address", "");
            return;
        }
        String text = directive.words().get(1);
        if (text.equals("unix:")) {
            ledger.addAt(
                    number,
                    new ImportLine(
                            directive.place(),
                            directive.text(),
                            Fate.LEFT_OUT,
                            "",
                            "requests over a Unix socket have no address",
                            ""));
        } else if (text.equals("all")) {
            all(number, directive, effect);
        } else {
            network(number, directive, effect, text);
        }
    }

    private void all(int number, Directive directive, Effect effect) {
        Network whole = null;
        for (IpFamily family : IpFamily.values()) {
            IpPrefix everything = NetworkTable.everything(family);
            if (table.at(everything) == null) {
                whole = new Network(number, directive, everything, effect, "", true);
                Network _ = table.put(whole);
            }
        }
        if (whole == null) {
            unreached(number, directive, effect, table.at(NetworkTable.everything(IpFamily.IPV4)));
        } else {
            wholes.add(whole);
        }
    }

    private void network(int number, Directive directive, Effect effect, String text) {
        IpPrefix prefix = prefix(number, directive, text, ledger);
        if (prefix == null) {
            return;
        }
        Network earlier = table.at(prefix);
        if (earlier != null) {
            unreached(number, directive, effect, earlier);
            return;
        }
        Network _ =
                table.put(
                        new Network(
                                number, directive, prefix, effect, change(text, prefix), false));
    }

    private void unreached(
            int number, Directive directive, Effect effect, @Nullable Network earlier) {
        boolean isSame = earlier != null && earlier.effect() == effect;
        String first = earlier == null ? "" : earlier.directive().text();
        String place = earlier == null ? "" : earlier.directive().place().toString();
        ledger.addAt(
                number,
                new ImportLine(
                        directive.place(),
                        directive.text(),
                        isSame ? Fate.DUPLICATE : Fate.LEFT_OUT,
                        "",
                        isSame
                                ? "`%s` (%s) says it already".formatted(first, place)
                                : "never reached: `%s` (%s) comes first".formatted(first, place),
                        ""));
    }

    /* As nginx reads it: host bits mean nothing. What matches nothing at nginx is refused rather than given a meaning. */
    static @Nullable IpPrefix prefix(int number, Directive directive, String text, Ledger ledger) {
        try {
            IpPrefix prefix = AddressParser.parseVendorPrefix(text);
            if (prefix.family() == IpFamily.IPV4 && text.indexOf(':') >= 0) {
                ledger.addAt(
                        number,
                        new ImportLine(
                                directive.place(),
                                directive.text(),
                                Fate.FAULTY,
                                "",
                                "nginx never matches an IPv4 address written as IPv6 against IPv4 clients",
                                "write `" + AddressReading.text(prefix) + "` if those are meant"));
                return null;
            }
            return prefix;
        } catch (AddressSyntaxException refused) {
            ledger.addAt(
                    number,
                    new ImportLine(
                            directive.place(),
                            directive.text(),
                            Fate.FAULTY,
                            "",
                            AddressReading.message(refused),
                            refused.hint()));
            return null;
        }
    }

    static String change(String text, IpPrefix prefix) {
        return AddressParser.tryParsePrefix(text) == null
                ? "host bits are set: `" + AddressReading.text(prefix) + "`"
                : "";
    }

    private void faulty(int number, Directive directive, String why, String hint) {
        ledger.addAt(
                number,
                new ImportLine(directive.place(), directive.text(), Fate.FAULTY, "", why, hint));
    }
}
