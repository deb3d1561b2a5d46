package dev.sallyport.document;

import dev.sallyport.control.problem.Outcome;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A program that reads hostile documents of up to a gigabyte; its test runs it in a memory of a few
 * megabytes.
 */
final class HostileReading {

    /* Bytes of which no more than one piece is ever in memory. */
    private static final class Pieces extends InputStream {
        private final IntFunction<String> pieces;
        private final int count;
        private byte[] piece = new byte[0];
        private int next;
        private int position;

        Pieces(int count, IntFunction<String> pieces) {
            this.pieces = pieces;
            this.count = count;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            while (position == piece.length) {
                if (next == count) {
                    return -1;
                }
                piece = pieces.apply(next++).getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            int size = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, buffer, from, size);
            position += size;
            return size;
        }
    }

    private HostileReading() {}

    private static final String RULE = "{\"id\":\"x\",\"effect\":\"DENY\",\"sources\":[";

    private static InputStream repeated(
            String before, int count, IntFunction<String> pieces, String after) {
        return new SequenceInputStream(
                new SequenceInputStream(new Pieces(1, i -> before), new Pieces(count, pieces)),
                new Pieces(1, i -> after));
    }

    /* Under limits on bytes that stop nothing, so that every other bound is met. */
    private static Map<String, Supplier<InputStream>> documents() {
        Map<String, Supplier<InputStream>> documents = new LinkedHashMap<>();
        documents.put("json.too-deep", () -> repeated("", 100_000, i -> "[", ""));
        documents.put("json.too-deep objects", () -> repeated("", 100_000, i -> "{\"rules\":", ""));
        documents.put(
                "policy.invalid too many entries",
                () ->
                        repeated(
                                "{\"rules\":[" + RULE,
                                200_000,
                                i -> "{\"prefix\":\"10.0.0.0/8\"},",
                                "]}]}"));
        documents.put(
                "policy.invalid too many bad entries",
                () ->
                        repeated(
                                "{\"rules\":[" + RULE,
                                200_000,
                                i -> "{\"prefix\":\"10.0.0.1/8\"},",
                                "]}]}"));
        documents.put(
                "policy.invalid too many rules",
                () ->
                        repeated(
                                "{\"rules\":[",
                                1_000_000,
                                i -> "{\"id\":\"r" + i + "\",\"effect\":\"DENY\",\"sources\":[]},",
                                "]}"));
        documents.put(
                "policy.invalid unknown members",
                () ->
                        repeated(
                                "{",
                                500_000,
                                i -> "\"m" + i + "\":{\"a" + i + "\":[1,2,3]},",
                                "\"rules\":[]}"));
        documents.put(
                "policy.invalid duplicate members",
                () -> repeated("{", 500_000, i -> "\"rules\":[],", "\"rules\":[]}"));
        documents.put(
                "policy.invalid roles",
                () ->
                        repeated(
                                "{\"rules\":[{\"id\":\"x\",\"effect\":\"DENY\",\"sources\":[],\"scope\":{\"roles\":[",
                                500_000,
                                i -> "\"role " + i + "\",",
                                "\"last\"]}}]}"));
        documents.put(
                "policy.invalid array of an unknown member",
                () -> repeated("{\"rules\":[],\"x\":[", 1_500_000, i -> "{},", "{}]}"));
        documents.put(
                "policy.invalid text too long",
                () -> repeated("{\"mode\":\"", 50_000, i -> "x".repeat(1_000), "\"}"));
        documents.put(
                "policy.invalid name too long",
                () -> repeated("{\"", 50_000, i -> "x".repeat(1_000), "\":1}"));
        documents.put(
                "policy.invalid number too long",
                () -> repeated("{\"rules\":", 20_000, i -> "1".repeat(1_000), "}"));
        documents.put(
                "json.syntax white space then nothing",
                () -> repeated("{", 50_000, i -> " ".repeat(1_000), ""));
        documents.put("json.empty", () -> repeated("", 50_000, i -> " ".repeat(1_000), ""));
        return documents;
    }

    /** Prints one line for each document: what was expected of it and the code it got. */
    public static void main(String[] arguments) {
        DocumentLimits limits =
                new DocumentLimits(1L << 40, 32, 10_000, DocumentLimits.DEFAULT.policy());
        documents()
                .forEach(
                        (name, document) -> print(name, PolicyReader.read(document.get(), limits)));
        documents()
                .forEach((name, document) ->
                        print(
                                "some-refusal " + name,
                                PolicyReader.read(document.get(), DocumentLimits.DEFAULT)));
        fuzz(Long.parseLong(arguments[0]));
    }

    private static void print(String name, Outcome<?> outcome) {
        System.out.println(name + " => " + answer(outcome));
    }

    private static String answer(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> ignored -> "read";
            case Outcome.Refused<?> refused -> refused.problem().code().code();
        };
    }

    /* Small documents with bytes changed, doubled, cut and exchanged: whatever comes of them, it is an outcome. */
    private static void fuzz(long seed) {
        Random random = new Random(seed);
        byte[] seedDocument = SEED.getBytes(StandardCharsets.UTF_8);
        int read = 0;
        int refused = 0;
        int rounds = 30_000;
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = mutated(seedDocument, random);
            try {
                if (answer(PolicyReader.read(bytes, DocumentLimits.DEFAULT)).equals("read")) {
                    read++;
                } else {
                    refused++;
                }
            } catch (RuntimeException thrown) {
                System.out.println("fuzz threw in round " + round + ": " + thrown);
                return;
            }
        }
        System.out.println("fuzz => read " + read + ", refused " + refused);
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> {
                    String token = TOKENS.get(random.nextInt(TOKENS.size()));
                    byte[] inserted = token.getBytes(StandardCharsets.ISO_8859_1);
                    byte[] longer = new byte[bytes.length + inserted.length];
                    System.arraycopy(bytes, 0, longer, 0, at);
                    System.arraycopy(inserted, 0, longer, at, inserted.length);
                    System.arraycopy(bytes, at, longer, at + inserted.length, bytes.length - at);
                    bytes = longer;
                }
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int other = random.nextInt(bytes.length);
                    byte swapped = bytes[at];
                    bytes[at] = bytes[other];
                    bytes[other] = swapped;
                }
            }
        }
        return bytes;
    }

    private static final List<String> TOKENS =
            List.of(
                    "null",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    ":",
                    "\"",
                    "\\ud800",
                    "\\u0000",
                    "\u0000",
                    "\u00ff",
                    "\u00ef\u00bb\u00bf",
                    "1e999999999",
                    "-0",
                    "0.0",
                    "99999999999999999999",
                    "true",
                    "\"id\":\"e1\",",
                    "{\"any\":true},",
                    "\n",
                    "/");

    private static final String SEED =
            """
            {"mode":"MONITOR","authorizedClients":"ignore",
             "rules":[{"id":"office","name":"Büro","effect":"ALLOW","enabled":true,"onTrial":false,
              "sources":[{"id":"e1","prefix":"203.0.113.0/24","label":"Paris","expiresAt":"2027-01-31T00:00:00Z"},
                         {"prefix":"2001:db8::/48"},{"range":"192.0.2.10-192.0.2.19"},{"country":"FR"},{"asn":64500},
                         {"list":"vpn"},{"any":true}],
              "except":[{"prefix":"203.0.113.66"}],
              "scope":{"channels":["ui"],"exceptChannels":[],"principalKinds":["user"],"roles":["admin"],"clients":[]},
              "notBefore":null,"expiresAt":null}]}
            """;
}
