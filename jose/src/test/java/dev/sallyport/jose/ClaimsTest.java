package dev.sallyport.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where claims are found. */
final class ClaimsTest {

    private static final Map<String, @Nullable Object> MEMBERS =
            Objects.requireNonNull(
                    StrictJson.object(
                            """
                            {"sub": "alice", "roles": ["a", "b"], "none": [], "null": null, "age": 7, "mixed": ["a", 1],
                             "realm_access": {"roles": ["admin"], "deep": {"er": "x"}},
                             "https://example.com/roles": ["namespaced"], "a.b": "whole", "a": {"b": "parts"}}
                            """
                                    .getBytes(UTF_8)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sub                       | Text[value=alice]
                    roles                     | Texts[values=[a, b]]
                    none                      | Texts[values=[]]
                    null                      | Absent[]
                    missing                   | Absent[]
                    age                       | Other[]
                    mixed                     | Other[]
                    realm_access              | Other[]
                    realm_access.roles        | Texts[values=[admin]]
                    realm_access.deep.er      | Text[value=x]
                    realm_access.nothing      | Absent[]
                    sub.more                  | Absent[]
                    https://example.com/roles | Texts[values=[namespaced]]
                    a.b                       | Text[value=whole]
                    """)
    void claimsAreFound(String path, String expected) {
        assertThat(new Claims(MEMBERS).find(new ClaimPath(path)).toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".a", "a."})
    void otherPathsAreRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClaimPath(path));
    }

    @Test
    void claimsDoNotShowInTexts() {
        assertThat(new Claims(MEMBERS).toString()).doesNotContain("alice");
    }
}
