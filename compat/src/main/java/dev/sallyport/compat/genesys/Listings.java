package dev.sallyport.compat.genesys;

import dev.sallyport.document.JsonText;
import java.util.List;

/**
 * Listings of the vendor's API. Those of organisations are empty: this program keeps no
 * authorisations.
 */
public final class Listings {

    private Listings() {}

    /**
     * Returns the listing of the addresses a service has.
     *
     * @param ranges the addresses, in the order they are listed
     */
    public static String ranges(List<AddressRange> ranges) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                "entities",
                                ranges,
                                range ->
                                        json.object(() ->
                                                json.member("cidr", range.cidr())
                                                        .member("service", range.service())
                                                        .member("region", range.region())
                                                        .member("direction", range.direction())))));
    }

    /** Returns a listing without pages: the organisations of support, of which there are none. */
    public static String empty() {
        return JsonText.of(
                json -> json.object(() -> json.array("entities", List.<String>of(), json::text)));
    }

    /**
     * Returns a page of a listing of organisations.
     *
     * @param pageSize how many there would be on a page
     * @param pageNumber the page, from 1
     * @param uri the path of the listing
     */
    public static String emptyPage(int pageSize, int pageNumber, String uri) {
        String page = uri + "?pageSize=" + pageSize + "&pageNumber=";
        return JsonText.of(json ->
                json.object(() ->
                        json.array("entities", List.<String>of(), json::text)
                                .member("pageSize", (long) pageSize)
                                .member("pageNumber", (long) pageNumber)
                                .member("total", 0L)
                                .member("pageCount", 0L)
                                .member("firstUri", page + 1)
                                .member("lastUri", page + 1)
                                .member("selfUri", page + pageNumber)));
    }
}
