package dev.sallyport.egress.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/*
 * The header of our signatures has one form only: the three members in this order, without white space. So a header is
 * recognised and never interpreted: there is no algorithm to choose, no `crit`, no `b64`, no `jku` to follow.
 */
record JwsHeader(String keyId, String type) {

    private static final Pattern FORM =
            Pattern.compile(
                    "\\{\"alg\":\"EdDSA\",\"kid\":\"([A-Za-z0-9_-]{1,100})\",\"typ\":\"([a-z0-9+-]{1,60})\"}");

    String encoded() {
        String text = "{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\",\"typ\":\"" + type + "\"}";
        return Base64Url.encode(text.getBytes(US_ASCII));
    }

    /**
     * Reads a header.
     *
     * @throws IllegalArgumentException if it is not of the one form
     */
    static JwsHeader read(String encoded) {
        Matcher members = FORM.matcher(new String(Base64Url.decode(encoded), US_ASCII));
        if (!members.matches()) {
            throw new IllegalArgumentException(
                    "its header is not {\"alg\":\"EdDSA\",\"kid\":…,\"typ\":…}");
        }
        return new JwsHeader(members.group(1), members.group(2));
    }
}
