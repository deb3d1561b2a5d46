package dev.sallyport.compat.nginx;

import dev.sallyport.compat.imports.EntryBasket;
import dev.sallyport.compat.imports.Fate;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.List;

/*
 * Rules of one effect, one for each second depth of a table: its sources are the networks of that effect, its exceptions those
 * of the other effect one depth further in. An exception of a rule lies inside a source of the same rule, and whatever of the
 * rule's effect lies inside the exception is a source of the next rule; so each rule says exactly what its depth says.
 */
final class Layers {

    private static final class Layer {
        final EntryBasket sources;
        final EntryBasket except;
        final String id;

        Layer(Ledger ledger, String id) {
            this.id = id;
            sources = new EntryBasket(ledger, id + "/sources");
            except = new EntryBasket(ledger, id + "/except");
        }
    }

    private final Ledger ledger;
    private final String id;
    private final String name;
    private final Effect effect;
    private final List<Layer> layers = new ArrayList<>();

    /**
     * Begins rules.
     *
     * @param id the id of the first; a number is added to those of the others
     */
    Layers(Ledger ledger, String id, String name, Effect effect) {
        this.ledger = ledger;
        this.id = id;
        this.name = name;
        this.effect = effect;
    }

    /** Returns what the rules ask for. */
    Effect effect() {
        return effect;
    }

    private Layer layer(int number) {
        while (layers.size() <= number) {
            layers.add(new Layer(ledger, layers.isEmpty() ? id : id + "-" + (layers.size() + 1)));
        }
        return layers.get(number);
    }

    /** Adds a network of the table as source or exception, by its depth. */
    void add(Network network, int depth) {
        if (network.effect() == effect) {
            put(layer(depth / 2).sources, network);
        } else if (depth == 0) {
            say(
                    network,
                    Fate.LEFT_OUT,
                    "",
                    effect == Effect.ALLOW
                            ? "denied anyway: the rules name what is allowed"
                            : "allowed anyway: the rules name what is denied");
        } else {
            put(layer((depth - 1) / 2).except, network);
        }
    }

    /** Adds a source that no line of the report is about. */
    void addSilently(Source source) {
        layer(0).sources.addSilently(EntrySubmission.of(source));
    }

    /** Adds a source that a directive of the given number names, and reports it. */
    void addSource(int number, Directive directive, Source source, String change) {
        layer(0).sources
                .addAt(
                        number,
                        directive.place(),
                        directive.text(),
                        entry(directive, source),
                        change);
    }

    /** Adds an exception that a directive of the given number names, and reports it. */
    void addExcept(int number, Directive directive, Source source, String change) {
        layer(0).except
                .addAt(
                        number,
                        directive.place(),
                        directive.text(),
                        entry(directive, source),
                        change);
    }

    private void put(EntryBasket basket, Network network) {
        Source source = new Source.Network(network.prefix());
        Directive directive = network.directive();
        if (network.isPart()) {
            basket.addSilently(entry(directive, source));
            return;
        }
        basket.addAt(
                network.number(),
                directive.place(),
                directive.text(),
                entry(directive, source),
                network.change());
    }

    private void say(Network network, Fate fate, String into, String why) {
        if (!network.isPart()) {
            ledger.addAt(
                    network.number(),
                    new ImportLine(
                            network.directive().place(),
                            network.directive().text(),
                            fate,
                            into,
                            why,
                            ""));
        }
    }

    private static EntrySubmission entry(Directive directive, Source source) {
        String label = directive.comment().replaceAll("\\s+", " ");
        int longest = EntryBasket.MAX_WORDS;
        return new EntrySubmission(
                null,
                source,
                Life.ALWAYS,
                label.length() > longest ? label.substring(0, longest - 1) + "…" : label,
                "",
                null);
    }

    /** Returns the rules that have sources. */
    List<RuleSubmission> rules() {
        List<RuleSubmission> rules = new ArrayList<>();
        for (Layer layer : layers) {
            if (!layer.sources.isEmpty()) {
                rules.add(
                        new RuleSubmission(
                                new RuleId(layer.id),
                                name,
                                effect,
                                layer.sources.entries(),
                                layer.except.entries(),
                                ScopeSubmission.ALL,
                                Life.ALWAYS,
                                false));
            }
        }
        return rules;
    }
}
