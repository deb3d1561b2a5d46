package dev.sallyport.compat.genesys;

import dev.sallyport.document.JsonText;
import java.util.List;

/** Listings that are empty as long as this program keeps nothing that would stand in them. */
public final class Listings {

    private Listings() {}

    /** Returns a listing without pages: address ranges, and the organisations of support. */
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
