package dev.sallyport.control.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.AddressFault;
import dev.sallyport.engine.channel.ChannelFault;
import dev.sallyport.engine.policy.ChannelId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codes are public API: clients compare them, so each is well-formed, its own and explained. */
final class ProblemCatalogueTest {

    @Test
    void codesAreUnique() {
        assertThat(ProblemCatalogue.all())
                .hasSameSizeAs(ProblemCode.values())
                .extracting(ProblemCode::code)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    /* Each names its area first, but for one that is as others rely on it. */
    @ParameterizedTest
    @EnumSource
    void codeIsWellFormedAndExplained(ProblemCode code) {
        if (code != ProblemCode.CALLER_ADDRESS_UNRELIABLE) {
            assertThat(code.code()).matches("[a-z]+\\.[a-z][a-z0-9]*(-[a-z0-9]+)*");
        }
        assertThat(code.httpStatus()).isBetween(400, 599);
        for (String sentence : List.of(code.meaning(), code.remedy())) {
            assertThat(sentence)
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .doesNotContain("\n")
                    .hasSizeLessThan(160);
            assertThat(sentence).matches("[a-z`].*|IPv4.*|an? .*");
        }
        assertThat(ProblemCode.find(code.code())).contains(code);
    }

    @Test
    void exactlyTheseRefusalsMayBeOverridden() {
        assertThat(ProblemCatalogue.all())
                .filteredOn(ProblemCode::isOverridable)
                .allMatch(code -> code.httpStatus() == 409)
                .extracting(ProblemCode::code)
                .containsExactly(
                        "caller-address-unreliable",
                        "egress.customers-not-open",
                        "egress.not-yet",
                        "egress.notice-too-short",
                        "egress.removal-too-soon",
                        "egress.removed-too-early",
                        "policy.geo-missing",
                        "policy.list-missing",
                        "policy.no-live-entry",
                        "policy.would-lock-out");
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultOfTheParserHasItsCode(AddressFault fault) {
        assertThat(ProblemCode.of(fault).code())
                .isEqualTo("policy." + fault.code().replace('.', '-'));
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultOfChannelsHasItsCode(ChannelFault.Kind kind) {
        assertThat(ProblemCode.of(kind).code())
                .isEqualTo(new ChannelFault(ChannelId.OTHER, "", kind).code());
    }

    @Test
    void documentedCodesKeepTheirNamesAndStatuses() {
        List<String> lines = new ArrayList<>();
        for (String name :
                List.of(
                        "policy.prefix-host-bits-set",
                        "policy.precondition-required",
                        "policy.stale",
                        "policy.invalid",
                        "json.syntax",
                        "tenant.unknown")) {
            lines.add(name + " " + ProblemCode.find(name).orElseThrow().httpStatus());
        }

        assertThat(lines)
                .containsExactly(
                        "policy.prefix-host-bits-set 422",
                        "policy.precondition-required 428",
                        "policy.stale 412",
                        "policy.invalid 422",
                        "json.syntax 400",
                        "tenant.unknown 404");
    }

    @Test
    void listingHasOneLineForEachCode() {
        List<String> lines = ProblemCatalogue.markdown().lines().toList();

        assertThat(lines).hasSize(ProblemCode.values().length + 2);
        assertThat(lines)
                .allMatch(line -> line.startsWith("|") && line.endsWith("|"))
                .anyMatch(line -> line.startsWith("| `policy.would-lock-out` | 409 | "));
    }
}
