package dev.sallyport.conformance.nginx;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Request targets on and between the doors of {@link Doors}: ordinary ones, and all of them with
 * one or two things in them that programs read differently.
 */
final class PathVectors {

    private static final List<String> ORDINARY =
            List.of(
                    "/",
                    "/saml",
                    "/saml/",
                    "/saml/acs",
                    "/samlx",
                    "/SAML/acs",
                    "/api",
                    "/api/",
                    "/api/items",
                    "/api/public",
                    "/api/public/",
                    "/api/public/y",
                    "/api/publicx/y",
                    "/oauth2/callback",
                    "/oauth2/callback/",
                    "/oauth2/callbackx",
                    "/scim/v2/Users",
                    "/scim/v3/Users",
                    "/elsewhere/saml/acs");

    /* Each may stand behind any slash, and in the place of any. */
    private static final List<String> ODD =
            List.of(
                    "/",
                    ".",
                    "..",
                    "./",
                    "../",
                    "...",
                    "../../",
                    ".../",
                    "%2e",
                    "%2E/",
                    "%2e%2e/",
                    ".%2e/",
                    "%2e./",
                    "..;/",
                    "..;a=b/",
                    ".;/",
                    ";",
                    ";/",
                    ";a=b/",
                    ";jsessionid=1",
                    "%3b",
                    "%3B/",
                    "..%3b/",
                    "\\",
                    "..\\",
                    "%5c",
                    "..%5c",
                    "%2f",
                    "%2F",
                    "..%2f",
                    "%2f..%2f",
                    "%252f",
                    "%252e%252e/",
                    "%25",
                    "%00",
                    "%00/",
                    "%0a",
                    "%0d%0a",
                    "%09",
                    "%7f",
                    "%",
                    "%2",
                    "%zz",
                    "%u002e",
                    "%c0%ae",
                    "%c0%ae%c0%ae/",
                    "%c0%af",
                    "%e0%80%ae",
                    "%ef%bc%8e",
                    "%ef%bc%8f",
                    "%ff",
                    "%c3%a9",
                    "%20",
                    "%20/",
                    "+",
                    "~",
                    "%7e",
                    "%61",
                    "@",
                    ":",
                    ":80/",
                    "*",
                    "$",
                    "!",
                    "'",
                    "(",
                    ",",
                    "=",
                    "&",
                    "%26",
                    "%3d",
                    "#",
                    "#/",
                    "%23",
                    "?",
                    "?/",
                    "%3f",
                    "%3f/",
                    "?/../",
                    "|",
                    "^",
                    "`",
                    "{",
                    "[",
                    "<",
                    "\"",
                    "%3c",
                    "%22",
                    "é");

    private static final List<String> WHOLE =
            List.of(
                    "*",
                    "saml/acs",
                    "http://acme.example.com/saml/acs",
                    "http://other.example.com/../saml/acs",
                    "//acme.example.com/saml/acs",
                    "///saml/acs",
                    "/.",
                    "/..",
                    "/../saml/acs",
                    "/%73aml/acs",
                    "/s%61ml/acs",
                    "/saml%2Facs",
                    "/saml%2facs",
                    "/%2Fsaml/acs",
                    "/api/..;/saml/acs",
                    "/api/..;x=y/saml/acs",
                    "/api;x/public/y",
                    "/api/;/public/y",
                    "/saml/../x",
                    "/saml/..%2fx",
                    "/api/public/../items",
                    "/api/public/%2e%2e/items",
                    "/api/public/%252e%252e/items",
                    "/api\\public\\y",
                    "/api/public?x=/../items",
                    "/api/items?/saml/acs",
                    "/api/items#/saml/acs",
                    "/api/public%3f/../items");

    private PathVectors() {}

    /** Returns the targets that no program reads in another way. */
    static List<String> ordinary() {
        return ORDINARY;
    }

    /** Returns all targets, each once, in an order that is always the same. */
    static List<String> all() {
        Set<String> all = new LinkedHashSet<>(ORDINARY);
        all.addAll(WHOLE);
        for (String path : ORDINARY) {
            List<String> once = new ArrayList<>();
            for (String odd : ODD) {
                once.addAll(with(path, odd));
            }
            all.addAll(once);
        }
        for (String path : List.of("/saml/acs", "/api/public/y")) {
            for (String one : ODD) {
                for (String target : with(path, one)) {
                    for (String other : List.of("..;/", "%2e%2e/", "%2f")) {
                        all.addAll(with(target, other));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private static List<String> with(String path, String odd) {
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                targets.add(path.substring(0, i + 1) + odd + path.substring(i + 1));
                if (i > 0) {
                    targets.add(path.substring(0, i) + odd + path.substring(i + 1));
                }
            }
        }
        targets.add(path + odd);
        return targets;
    }
}
