package dev.sallyport.control.history;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one policy differs from another, rule by rule and entry by entry. Rules and entries are the
 * same if their ids are; order means nothing.
 *
 * @param alterations every place that differs, in the order of the later policy, what is gone last
 * @param words the same in sentences, one for each, as a person would say them
 */
public record PolicyDifference(List<Alteration> alterations, List<String> words) {

    /** Copies the lists. */
    public PolicyDifference {
        alterations = List.copyOf(alterations);
        words = List.copyOf(words);
    }

    /** Returns how {@code after} differs from {@code before}. */
    public static PolicyDifference between(Policy before, Policy after) {
        Comparison comparison = new Comparison();
        comparison.compare(before, after);
        return new PolicyDifference(comparison.alterations, comparison.words);
    }

    /** Returns whether the policies say the same. */
    public boolean isEmpty() {
        return alterations.isEmpty();
    }

    private static final class Comparison {
        private final List<Alteration> alterations = new ArrayList<>();
        private final List<String> words = new ArrayList<>();

        private record Place(RuleId rule, String list, Entry entry) {
            String what() {
                return "/rules/" + rule + "/" + list + "/" + entry.id();
            }

            String where() {
                return (list.equals("except") ? "the exceptions of rule `" : "rule `") + rule + "`";
            }
        }

        void compare(Policy before, Policy after) {
            note(
                    "/mode",
                    PolicyWords.mode(before.mode()),
                    PolicyWords.mode(after.mode()),
                    "the mode changed from %s to %s");
            note(
                    "/authorizedClients",
                    PolicyWords.clients(before.authorizedClients()),
                    PolicyWords.clients(after.authorizedClients()),
                    "authorised clients changed from %s to %s");
            Map<RuleId, Rule> gone = new LinkedHashMap<>();
            before.rules().forEach(rule -> gone.put(rule.id(), rule));
            Map<EntryId, Place> placesBefore = places(before);
            Map<EntryId, Place> placesAfter = places(after);
            for (Rule rule : after.rules()) {
                Rule old = gone.remove(rule.id());
                if (old == null) {
                    added(rule);
                } else {
                    compare(old, rule);
                }
            }
            for (Place place : placesAfter.values()) {
                compare(placesBefore.remove(place.entry().id()), place);
            }
            placesBefore.values().forEach(this::removed);
            gone.values().forEach(this::removed);
        }

        private static Map<EntryId, Place> places(Policy policy) {
            Map<EntryId, Place> places = new LinkedHashMap<>();
            for (Rule rule : policy.rules()) {
                rule.sources()
                        .forEach(entry ->
                                places.put(entry.id(), new Place(rule.id(), "sources", entry)));
                rule.except()
                        .forEach(entry ->
                                places.put(entry.id(), new Place(rule.id(), "except", entry)));
            }
            return places;
        }

        private void note(String what, String before, String after, String sentence) {
            if (!before.equals(after)) {
                alterations.add(new Alteration(what, before, after));
                words.add(
                        sentence.formatted(PolicyWords.quoted(before), PolicyWords.quoted(after)));
            }
        }

        private void added(Rule rule) {
            alterations.add(new Alteration("/rules/" + rule.id(), "", PolicyWords.rule(rule)));
            words.add("rule `" + rule.id() + "` was added: " + PolicyWords.rule(rule));
        }

        private void removed(Rule rule) {
            alterations.add(new Alteration("/rules/" + rule.id(), PolicyWords.rule(rule), ""));
            words.add("rule `" + rule.id() + "` was removed: " + PolicyWords.rule(rule));
        }

        private void compare(Rule before, Rule after) {
            String what = "/rules/" + after.id();
            String rule = "rule `" + after.id() + "`";
            note(what + "/name", before.name(), after.name(), rule + " was renamed from %s to %s");
            note(
                    what + "/effect",
                    PolicyWords.effect(before.effect()),
                    PolicyWords.effect(after.effect()),
                    rule + " changed its effect from %s to %s");
            note(
                    what + "/scope",
                    PolicyWords.scope(before.scope()),
                    PolicyWords.scope(after.scope()),
                    rule + " changed its scope from %s to %s");
            note(
                    what + "/life",
                    PolicyWords.life(before.life()),
                    PolicyWords.life(after.life()),
                    rule + " was %s and is %s");
            note(
                    what + "/onTrial",
                    PolicyWords.trial(before.onTrial()),
                    PolicyWords.trial(after.onTrial()),
                    rule + " was %s and is %s");
        }

        private void compare(@Nullable Place before, Place after) {
            if (before == null) {
                alterations.add(new Alteration(after.what(), "", PolicyWords.entry(after.entry())));
                words.add(PolicyWords.entry(after.entry()) + " was added to " + after.where());
                return;
            }
            boolean isMoved =
                    !before.rule().equals(after.rule()) || !before.list().equals(after.list());
            if (isMoved) {
                alterations.add(new Alteration(after.what(), before.what(), after.what()));
                words.add(
                        PolicyWords.source(after.entry())
                                + " moved from "
                                + before.where()
                                + " to "
                                + after.where());
            }
            compare(after, before.entry(), after.entry());
        }

        private void compare(Place place, Entry before, Entry after) {
            if (before.equals(after)) {
                return;
            }
            String what = place.what();
            String entry = PolicyWords.source(after) + " in " + place.where();
            note(
                    what + "/source",
                    PolicyWords.source(before),
                    PolicyWords.source(after),
                    "an entry in " + place.where() + " changed from %s to %s");
            note(
                    what + "/life",
                    PolicyWords.life(before.life()),
                    PolicyWords.life(after.life()),
                    entry + " was %s and is %s");
            note(
                    what + "/label",
                    before.label(),
                    after.label(),
                    entry + " changed its label from %s to %s");
            note(
                    what + "/owner",
                    before.owner(),
                    after.owner(),
                    entry + " changed its owner from %s to %s");
            note(
                    what + "/reviewAt",
                    Objects.toString(before.reviewAt(), ""),
                    Objects.toString(after.reviewAt(), ""),
                    entry + " changed its review date from %s to %s");
        }

        private void removed(Place place) {
            alterations.add(new Alteration(place.what(), PolicyWords.entry(place.entry()), ""));
            words.add(PolicyWords.entry(place.entry()) + " was removed from " + place.where());
        }
    }
}
