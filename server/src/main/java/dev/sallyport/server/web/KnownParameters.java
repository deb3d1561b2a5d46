package dev.sallyport.server.web;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/*
 * Refuses a query with a parameter that the call does not have: `dryrun` instead of `dryRun` would be a real change. Which
 * parameters a call has is what the API's description says. Safe for use by several threads.
 */
final class KnownParameters implements HandlerInterceptor {

    private static final String REFERENCE = "#/components/parameters/";

    /* Read when it is first needed: most calls have no query, and the description is long. */
    private static final class Described {
        private static final Map<String, Set<String>> BY_CALL = read();
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null || query.isEmpty() || !request.getRequestURI().startsWith("/api/v1/")) {
            return true;
        }
        Set<String> known = Described.BY_CALL.get(call(request));
        for (String name : Parameters.names(query)) {
            if (known != null && !known.contains(name)) {
                throw new RefusedException(
                        ProblemCode.REQUEST_BAD_PARAMETER,
                        "parameter "
                                + Quoted.text(name)
                                + " is unknown here"
                                + (known.isEmpty() ? "" : "; known are " + words(known)));
            }
        }
        return true;
    }

    /* How the description calls it: the pattern without the expressions in its variables. */
    private static String call(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return method + " " + String.valueOf(pattern).replaceAll(":[^{}/]*}", "}");
    }

    private static String words(Set<String> names) {
        return String.join(
                ", ", new TreeSet<>(names).stream().map(name -> "`" + name + "`").toList());
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> calls = new HashMap<>();
        Map<?, ?> document = document();
        Map<?, ?> shared = map(map(document.get("components")).get("parameters"));
        map(document.get("paths"))
                .forEach((path, operations) -> {
                    Object common = map(operations).get("parameters");
                    map(operations)
                            .forEach((method, operation) -> {
                                if (operation instanceof Map<?, ?> described) {
                                    Set<String> names = new HashSet<>();
                                    add(names, common, shared);
                                    add(names, described.get("parameters"), shared);
                                    calls.put(
                                            method.toString().toUpperCase(Locale.ROOT) + " " + path,
                                            Set.copyOf(names));
                                }
                            });
                });
        return Map.copyOf(calls);
    }

    private static Map<?, ?> document() {
        LoaderOptions options = new LoaderOptions();
        try (InputStream in = KnownParameters.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the API's description is not in the jar");
            }
            return map(new Yaml(new SafeConstructor(options)).<Object>load(in));
        } catch (IOException unreadable) {
            throw new IllegalStateException("the API's description cannot be read", unreadable);
        }
    }

    private static void add(Set<String> names, @Nullable Object parameters, Map<?, ?> shared) {
        if (!(parameters instanceof List<?> all)) {
            return;
        }
        for (Object each : all) {
            Map<?, ?> parameter = map(each);
            if (parameter.get("$ref") instanceof String reference) {
                parameter = map(shared.get(reference.substring(REFERENCE.length())));
            }
            if ("query".equals(parameter.get("in"))) {
                names.add(String.valueOf(parameter.get("name")));
            }
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
