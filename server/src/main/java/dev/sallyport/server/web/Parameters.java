package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* The parameters of a query. The container's own reading would mix them with those of a form in the body. */
final class Parameters {

    private static final int DEFAULT_PAGE_SIZE = 100;

    private Parameters() {}

    /* Returns the only value of a parameter, or null if it is not given. */
    static @Nullable String single(HttpServletRequest request, String name) {
        List<String> values = all(request, name);
        if (values.size() > 1) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `" + name + "` is given more than once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /* Returns how many items a page is to have at most: the parameter `limit`. */
    static int pageSize(HttpServletRequest request) {
        String text = single(request, "limit");
        if (text == null) {
            return DEFAULT_PAGE_SIZE;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `limit` is " + Quoted.text(text) + " and not a whole number");
        }
        return Integer.parseInt(text);
    }

    /* Returns the values of a parameter, in the order of the query. */
    static List<String> all(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        List<String> values = new ArrayList<>();
        if (query == null) {
            return values;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                values.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    /* Returns the names of the parameters of a query. */
    static Set<String> names(String query) {
        Set<String> names = new LinkedHashSet<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                names.add(decoded(equals < 0 ? pair : pair.substring(0, equals)));
            }
        }
        return names;
    }

    /* Returns whether a parameter is `true`; false if it is `false` or not given. */
    static boolean truth(HttpServletRequest request, String name) {
        String text = single(request, name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new RefusedException(
                ProblemCode.REQUEST_BAD_PARAMETER,
                "parameter `" + name + "` is " + Quoted.text(text) + " and not `true` or `false`");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER, "the query has an escape that is none");
        }
    }
}
