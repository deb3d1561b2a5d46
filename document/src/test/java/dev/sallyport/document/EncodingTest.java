package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Documents are UTF-8 without a byte order mark, and nothing is guessed. */
final class EncodingTest {

    private static final String POLICY =
            "{\"rules\":[{\"id\":\"x\",\"name\":\"Büro\",\"effect\":\"DENY\",\"sources\":[]}]}";

    @TestFactory
    Stream<DynamicTest> otherEncodingsAreRefused() {
        return Stream.of(
                refused("ISO 8859-1", POLICY.getBytes(ISO_8859_1)),
                refused("UTF-16 with a mark", POLICY.getBytes(UTF_16)),
                refused("UTF-16, little end first", POLICY.getBytes(UTF_16LE)),
                refused("UTF-16, big end first", POLICY.getBytes(UTF_16BE)),
                refused("UTF-32", POLICY.getBytes(Charset.forName("UTF-32"))),
                refused("UTF-8 with a mark", ("\uFEFF" + POLICY).getBytes(UTF_8)),
                refused("a byte FF", with("ff")),
                refused("a continuation without a start", with("80")),
                refused("an overlong slash", with("c0af")),
                refused("half a character", with("c3")),
                refused("a surrogate in UTF-8", with("eda080")),
                refused("a code point above 10FFFF", with("f4908080")));
    }

    private static byte[] with(String hex) {
        String text = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        return POLICY.replace("ü", text).getBytes(ISO_8859_1);
    }

    private static DynamicTest refused(String name, byte[] bytes) {
        return DynamicTest.dynamicTest(
                name,
                () ->
                        assertThat(Outcomes.code(PolicyReader.read(bytes, DocumentLimits.DEFAULT)))
                                .isEqualTo("json.encoding"));
    }

    @TestFactory
    Stream<DynamicTest> everyCharacterSurvives() {
        return Stream.of("Büro", "東京", "🏰", "\\ud83c\\udff0", "\\u00fc")
                .map(name ->
                        DynamicTest.dynamicTest(
                                name,
                                () ->
                                        assertThat(
                                                        Outcomes.done(
                                                                        Outcomes.policy(
                                                                                POLICY.replace(
                                                                                        "Büro",
                                                                                        name)))
                                                                .rules()
                                                                .getFirst()
                                                                .name())
                                                .isEqualTo(unescaped(name))));
    }

    private static String unescaped(String name) {
        return name.replace("\\ud83c\\udff0", "🏰").replace("\\u00fc", "ü");
    }
}
