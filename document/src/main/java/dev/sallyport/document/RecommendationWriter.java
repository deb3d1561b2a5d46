package dev.sallyport.document;

import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.control.whatif.Window;
import dev.sallyport.evidence.recommend.Recommendation;

/** Writes proposals of entries as JSON. */
public final class RecommendationWriter {

    private RecommendationWriter() {}

    /** Returns the document of a proposal; people are known by {@code people}. */
    public static String write(Recommendation proposed, Window window, PeopleSource people) {
        return JsonText.of(json ->
                json.object(() -> {
                    json.member("from", window.from().toString())
                            .member("until", window.until().toString());
                    json.array("entries", proposed.entries(), entry -> entry(json, entry));
                    json.member("covered", proposed.covered())
                            .member("total", proposed.total())
                            .member("space", proposed.space());
                    json.array(
                            "leftOutPrincipals",
                            proposed.leftOutPeople(),
                            person ->
                                    json.object(() ->
                                            json.member("kind", Names.of(person.principal().kind()))
                                                    .member("id", person.principal().id())
                                                    .member("leftOut", person.leftOut())
                                                    .member("total", person.total())));
                    json.array(
                            "leftOutNetworks",
                            proposed.leftOutNetworks(),
                            network ->
                                    json.object(() ->
                                            json.member("network", network.network().toString())
                                                    .member("weight", network.weight())
                                                    .member("principals", network.people())));
                    json.array(
                            "shared",
                            proposed.shared(),
                            shared ->
                                    json.object(() ->
                                            json.member("label", shared.label())
                                                    .member("weight", shared.weight())
                                                    .member("seen", shared.units())
                                                    .member("principals", shared.people())));
                    json.member("once", proposed.once())
                            .member("foldedRequests", proposed.foldedRequests())
                            .member("people", people.text());
                }));
    }

    private static void entry(JsonText json, Recommendation.Entry entry) {
        json.object(() ->
                json.member("prefix", entry.prefix().toString())
                        .member("weight", entry.weight())
                        .member("space", entry.space())
                        .member("seen", entry.seen())
                        .member("principals", entry.people()));
    }
}
