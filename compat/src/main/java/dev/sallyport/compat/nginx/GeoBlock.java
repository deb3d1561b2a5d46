package dev.sallyport.compat.nginx;

import dev.sallyport.compat.imports.AddressReading;
import dev.sallyport.compat.imports.Fate;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/*
 * One `geo` block (ngx_http_geo_module): the most specific network that holds the address gives the value, else `default`, else
 * the empty text; the same network again takes the place of the first. With `ranges` they are ranges of IPv4, which here must
 * not overlap, for what nginx makes of that depends on their order.
 */
final class GeoBlock {

    private record Ranged(int number, Directive directive, IpRange range, Effect effect) {}

    private final Ledger ledger;
    private final GeoVerdicts verdicts;
    private final String variable;
    private final NetworkTable table = new NetworkTable();
    private final List<Ranged> ranges = new ArrayList<>();
    private Effect byDefault = Effect.ALLOW;
    private boolean isRanges;
    private @Nullable Network defaultLine;

    GeoBlock(Ledger ledger, GeoVerdicts verdicts, String variable) {
        this.ledger = ledger;
        this.verdicts = verdicts;
        this.variable = variable;
    }

    /**
     * Returns the name of the variable that a block sets, or null if it looks at another address.
     */
    static @Nullable String variable(Directive geo) {
        List<String> words = geo.words();
        boolean ofClient =
                words.size() == 2 || words.size() == 3 && words.get(1).equals("$remote_addr");
        return ofClient && words.getLast().startsWith("$") ? words.getLast().substring(1) : null;
    }

    /**
     * Returns the rules that say the same.
     *
     * @param isBesideOthers whether there are access rules besides, which a request must pass as
     *     well
     */
    List<RuleSubmission> translate(Directive geo, int firstNumber, boolean isBesideOthers) {
        Boolean empty = verdicts.isDenied(variable, "");
        byDefault = Boolean.TRUE.equals(empty) ? Effect.DENY : Effect.ALLOW;
        int number = firstNumber;
        for (Directive directive : geo.block()) {
            read(number++, directive);
        }
        boolean isAllowList = byDefault == Effect.DENY && !isBesideOthers;
        String name = variable.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String id = "geo-" + (name.length() > 40 ? name.substring(0, 40) : name);
        Layers layers =
                new Layers(
                        ledger,
                        id + (isAllowList ? "-allow" : "-deny"),
                        "nginx: geo $" + variable,
                        isAllowList ? Effect.ALLOW : Effect.DENY);
        if (byDefault == Effect.DENY && !isAllowList) {
            layers.addSilently(new Source.Any());
        }
        if (isRanges) {
            addRanges(layers);
        } else {
            addNetworks(layers, geo);
        }
        Network line = defaultLine;
        if (line != null) {
            say(
                    line.number(),
                    line.directive(),
                    Fate.NORMALISED,
                    byDefault == Effect.DENY
                            ? "what no other line allows is denied"
                            : "what no other line denies is allowed");
        }
        return layers.rules();
    }

    private void addNetworks(Layers layers, Directive geo) {
        NetworkTable whole = new NetworkTable();
        for (IpFamily family : IpFamily.values()) {
            IpPrefix everything = NetworkTable.everything(family);
            Network _ = whole.put(new Network(-1, geo, everything, byDefault, "", true));
        }
        for (Network network : table.networks()) {
            Network _ = whole.put(network);
        }
        for (Network network : whole.networks()) {
            boolean isDefault = network.isPart();
            if (!isDefault) {
                layers.add(network, whole.depth(network));
            }
        }
    }

    private void addRanges(Layers layers) {
        ranges.sort(Comparator.comparing(Ranged::range));
        Ranged before = null;
        for (Ranged ranged : ranges) {
            if (before != null && before.range().last().compareTo(ranged.range().first()) >= 0) {
                say(
                        ranged.number(),
                        ranged.directive(),
                        Fate.FAULTY,
                        "the range overlaps `%s` (%s), and what nginx makes of that depends on their order"
                                .formatted(before.directive().text(), before.directive().place()));
                continue;
            }
            before = ranged;
            Source source =
                    ranged.range().first().equals(ranged.range().last())
                            ? new Source.Network(IpPrefix.of(ranged.range().first()))
                            : new Source.Range(ranged.range());
            boolean asSource = ranged.effect() == layers.effect();
            if (asSource && ranged.effect() != byDefault) {
                layers.addSource(ranged.number(), ranged.directive(), source, "");
            } else if (!asSource && ranged.effect() != byDefault) {
                layers.addExcept(ranged.number(), ranged.directive(), source, "");
            } else {
                say(ranged.number(), ranged.directive(), Fate.LEFT_OUT, "the same as the default");
            }
        }
    }

    private void read(int number, Directive directive) {
        List<String> words = directive.words();
        switch (directive.name()) {
            case "ranges" -> {
                isRanges = true;
                say(number, directive, Fate.LEFT_OUT, "says how the lines are written");
            }
            case "default" -> byDefault(number, directive);
            case "delete" -> delete(number, directive);
            case "proxy", "proxy_recursive" ->
                    say(
                            number,
                            directive,
                            Fate.ATTENTION,
                            "whom addresses are believed from is a setting of the deployment, `gate.trusted-proxies`");
            case "include" -> say(number, directive, Fate.FAULTY, "an include takes one file");
            default -> {
                Effect effect = words.size() == 2 ? effect(number, directive, words.get(1)) : null;
                if (words.size() != 2) {
                    say(
                            number,
                            directive,
                            Fate.FAULTY,
                            "a line of a geo block is a network and a value");
                } else if (effect != null && isRanges) {
                    range(number, directive, effect);
                } else if (effect != null) {
                    network(number, directive, effect);
                }
            }
        }
    }

    private @Nullable Effect effect(int number, Directive directive, String value) {
        Boolean denied = verdicts.isDenied(variable, value);
        if (denied == null) {
            say(
                    number,
                    directive,
                    Fate.FAULTY,
                    "it is not said whether the value `" + value + "` is allowed or denied");
            return null;
        }
        return denied ? Effect.DENY : Effect.ALLOW;
    }

    private void byDefault(int number, Directive directive) {
        Effect effect =
                directive.words().size() == 2
                        ? effect(number, directive, directive.words().get(1))
                        : null;
        if (effect == null) {
            return;
        }
        byDefault = effect;
        defaultLine =
                new Network(
                        number,
                        directive,
                        NetworkTable.everything(IpFamily.IPV4),
                        effect,
                        "",
                        true);
    }

    private void delete(int number, Directive directive) {
        IpPrefix prefix =
                directive.words().size() == 2
                        ? AccessRules.prefix(number, directive, directive.words().get(1), ledger)
                        : null;
        if (prefix == null) {
            return;
        }
        Network gone = table.remove(prefix);
        if (gone != null) {
            say(
                    gone.number(),
                    gone.directive(),
                    Fate.LEFT_OUT,
                    "deleted again by `" + directive.text() + "` (" + directive.place() + ")");
        }
        say(number, directive, Fate.LEFT_OUT, gone == null ? "there is nothing to delete" : "done");
    }

    private void network(int number, Directive directive, Effect effect) {
        IpPrefix prefix = AccessRules.prefix(number, directive, directive.name(), ledger);
        if (prefix == null) {
            return;
        }
        Network replaced =
                table.put(
                        new Network(
                                number,
                                directive,
                                prefix,
                                effect,
                                AccessRules.change(directive.name(), prefix),
                                false));
        if (replaced != null) {
            say(
                    replaced.number(),
                    replaced.directive(),
                    replaced.effect() == effect ? Fate.DUPLICATE : Fate.LEFT_OUT,
                    "`%s` (%s) takes its place".formatted(directive.text(), directive.place()));
        }
    }

    private void range(int number, Directive directive, Effect effect) {
        try {
            String text = directive.name();
            IpRange range = IpRange.parse(text.indexOf('-') < 0 ? text + "-" + text : text);
            ranges.add(new Ranged(number, directive, range, effect));
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
        }
    }

    private void say(int number, Directive directive, Fate fate, String why) {
        ledger.addAt(
                number, new ImportLine(directive.place(), directive.text(), fate, "", why, ""));
    }
}
