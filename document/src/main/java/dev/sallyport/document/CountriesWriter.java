package dev.sallyport.document;

import dev.sallyport.control.geo.Countries;
import java.util.List;

/** Writes country codes with what they mean. */
public final class CountriesWriter {

    private CountriesWriter() {}

    /** Returns the document of all given codes. */
    public static String write(List<Countries.Country> countries) {
        return JsonText.of(json ->
                json.array(
                        countries,
                        each ->
                                json.object(() ->
                                        json.member("code", each.code())
                                                .member("name", each.name())
                                                .member("assigned", each.isAssigned())
                                                .member("note", each.note()))));
    }
}
