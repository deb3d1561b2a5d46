package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patches of policies: by id, or by an index that was tested; within limits, whatever they say. */
final class PolicyPatchTest {

    private static final Policy POLICY =
            new Policy(
                    Mode.MONITOR,
                    ClientAuthorization.IGNORE,
                    List.of(
                            rule("office", entry("e1", "203.0.113.0/24"), entry("e2", "192.0.2.1")),
                            rule("lab", entry("e3", "198.51.100.0/24"))));

    private static Rule rule(String id, Entry... sources) {
        return new Rule(
                new RuleId(id),
                "",
                Effect.ALLOW,
                List.of(sources),
                List.of(),
                Scope.ALL,
                Life.ALWAYS,
                false);
    }

    private static Entry entry(String id, String prefix) {
        return Entry.of(new EntryId(id), new Source.Network(IpPrefix.parse(prefix)));
    }

    private static Outcome<PolicySubmission> patched(String patch) {
        return PolicyPatch.read(
                        new ByteArrayInputStream(patch.replace('\'', '"').getBytes(UTF_8)),
                        DocumentLimits.DEFAULT)
                .flatMap(read -> read.apply(POLICY));
    }

    private static PolicySubmission done(String patch) {
        if (patched(patch) instanceof Outcome.Done<PolicySubmission>(PolicySubmission policy)) {
            return policy;
        }
        throw new AssertionError(patched(patch));
    }

    private static Problem refused(String patch) {
        if (patched(patch) instanceof Outcome.Refused<PolicySubmission>(Problem problem)) {
            return problem;
        }
        throw new AssertionError("not refused: " + patch);
    }

    private static List<String> sources(PolicySubmission policy, int rule) {
        return policy.rules().get(rule).sources().stream()
                .map(each -> (each.id() == null ? "new" : each.id()) + "=" + each.source())
                .toList();
    }

    @Test
    void entriesAndRulesAreNamedByTheirIds() {
        PolicySubmission policy =
                done(
                        "[{'op':'remove','path':'/rules/office/sources/e1'},"
                                + "{'op':'add','path':'/rules/lab/sources/-','value':{'prefix':'192.0.2.9'}},"
                                + "{'op':'replace','path':'/rules/lab/sources/e3/label','value':'Lab'}]");

        assertThat(sources(policy, 0)).containsExactly("e2=192.0.2.1/32");
        assertThat(sources(policy, 1)).containsExactly("e3=198.51.100.0/24", "new=192.0.2.9/32");
        assertThat(policy.rules().get(1).sources().getFirst().label()).isEqualTo("Lab");
    }

    /** What is moved keeps its id; a copy would have the id of another. */
    @Test
    void whatIsMovedKeepsItsId() {
        PolicySubmission policy =
                done(
                        "[{'op':'move','from':'/rules/office/sources/e2','path':'/rules/lab/sources/0'}]");
        assertThat(sources(policy, 1)).containsExactly("e2=192.0.2.1/32", "e3=198.51.100.0/24");

        Problem copied =
                refused(
                        "[{'op':'copy','from':'/rules/office/sources/e2','path':'/rules/lab/sources/-'}]");
        assertThat(copied.faults().getFirst().code().code()).isEqualTo("policy.entry-id-duplicate");
        assertThat(
                        sources(
                                done(
                                        "[{'op':'copy','from':'/rules/office/sources/e2','path':'/rules/lab/sources/-'},"
                                                + "{'op':'test','path':'/rules/lab/sources/1/prefix','value':'192.0.2.1'},"
                                                + "{'op':'remove','path':'/rules/lab/sources/1/id'}]"),
                                1))
                .containsExactly("e3=198.51.100.0/24", "new=192.0.2.1/32");
    }

    /** An index that is off by one is another office (peers: whole-list edits lose entries). */
    @Test
    void anIndexIsBelievedOnlyAfterATest() {
        String removal = "{'op':'remove','path':'/rules/0/sources/1'}";
        String test = "{'op':'test','path':'/rules/0/sources/1/prefix','value':'192.0.2.1'}";

        assertThat(refused("[" + removal + "]").code().code()).isEqualTo("patch.untested");
        assertThat(refused("[" + removal + "]").faults().getFirst().pointer()).isEqualTo("/0/path");
        assertThat(sources(done("[" + test + "," + removal + "]"), 0)).hasSize(1);
        // What was tested stands elsewhere after an element in front of it is gone.
        String first = "{'op':'remove','path':'/rules/office/sources/e1'}";
        assertThat(
                        refused("[" + test + "," + first + "," + removal.replace("/1", "/0") + "]")
                                .code()
                                .code())
                .isEqualTo("patch.untested");
        // The rule is an element as well.
        assertThat(
                        refused("[{'op':'replace','path':'/rules/1/effect','value':'DENY'}]")
                                .code()
                                .code())
                .isEqualTo("patch.untested");
        assertThat(
                        done("[{'op':'test','path':'/rules/1/id','value':'lab'},"
                                        + "{'op':'replace','path':'/rules/1/effect','value':'DENY'}]")
                                .rules()
                                .get(1)
                                .effect())
                .isEqualTo(Effect.DENY);
    }

    @Test
    void aTestThatFailsChangesNothing() {
        Problem problem =
                refused(
                        "[{'op':'remove','path':'/rules/office/sources/e1'},"
                                + "{'op':'test','path':'/mode','value':'ENFORCE'}]");
        assertThat(problem.code().code()).isEqualTo("patch.test-failed");
        assertThat(problem.code().httpStatus()).isEqualTo(409);
        assertThat(problem.faults().getFirst().pointer()).isEqualTo("/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'add'}                                          | json.wrong-type     |",
                "[{'op':'add'}]                                        | json.missing-member | /0",
                "[{'op':'smuggle','path':'/mode'}]                     | json.unknown-value  | /0/op",
                "[{'op':'move','path':'/mode'}]                        | json.missing-member | /0",
                "[{'op':'add','path':'/mode'}]                         | json.missing-member | /0",
                "[{'op':'add','path':'mode','value':1}]                | patch.invalid       | /0/path",
                "[{'op':'add','path':'/mo~2de','value':1}]             | patch.invalid       | /0/path",
                "[{'op':'add','path':'/~~01','value':1}]               | patch.invalid       | /0/path",
                "[{'op':'remove','path':'/rules/nobody'}]              | patch.invalid       | /0/path",
                "[{'op':'remove','path':'/rules/02'}]                  | patch.invalid       | /0/path",
                "[{'op':'remove','path':'/rules/99999999999'}]         | patch.invalid       | /0/path",
                "[{'op':'remove','path':'/rules/-'}]                   | patch.invalid       | /0/path",
                "[{'op':'remove','path':''}]                           | patch.invalid       | /0/path",
                "[{'op':'move','from':'/rules','path':'/rules/x'}]     | patch.invalid       | /0/path",
                "[{'op':'replace','path':'/rules/lab/effect','value':'ALOW'}]|json.unknown-value|/rules/1/effect",
                "[{'op':'add','path':'/rulez','value':[]}]             | json.unknown-member | /rulez",
                "[{'op':'replace','path':'','value':7}]                | json.wrong-type     |",
                "[{'op':'add','path':'/mode','value':{'a':1,'a':2}}]   | json.duplicate-member | /0/value/a",
            })
    void faultsAreNamedAtTheirPlace(String patch, String code, String pointer) {
        Problem problem = refused(patch);

        assertThat(problem.faults().getFirst().code().code()).isEqualTo(code);
        assertThat(problem.faults().getFirst().pointer()).isEqualTo(pointer == null ? "" : pointer);
    }

    /** Copies of copies double the document each time; memory does not follow. */
    @Test
    void bombsAreRefused() {
        String doubling =
                IntStream.range(0, 60)
                        .mapToObj(i -> "{'op':'copy','from':'','path':'/x" + i + "'}")
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(refused(doubling).code().code()).isEqualTo("json.too-many");

        String many =
                IntStream.range(0, 1_001)
                        .mapToObj(i -> "{'op':'test','path':'/mode','value':'MONITOR'}")
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(refused(many).faults().getFirst().code().code()).isEqualTo("json.too-many");

        String deep = "/x".repeat(20);
        assertThat(refused("[{'op':'add','path':'" + deep + "','value':1}]").code().code())
                .isEqualTo("patch.invalid");
        String deepening =
                IntStream.range(0, 40)
                        .mapToObj(i ->
                                "{'op':'add','path':'/a','value':{}},{'op':'move','from':'/a','path':'/b'},")
                        .collect(
                                Collectors.joining(
                                        "", "[", "{'op':'test','path':'/mode','value':1}]"));
        assertThat(refused(deepening).code().code()).isEqualTo("patch.test-failed");

        // A long array that is worked on a thousand times.
        String wide =
                "[{'op':'add','path':'/x','value':["
                        + "0,".repeat(200_000)
                        + "0]},"
                        + IntStream.range(0, 900)
                                .mapToObj(i -> "{'op':'add','path':'/x/0','value':0}")
                                .collect(Collectors.joining(","))
                        + "]";
        assertThat(refused(wide).faults().getFirst().code().code())
                .isIn("json.too-many", "patch.untested");
    }

    /** Numbers are compared by what they are worth, members in any order. */
    @Test
    void valuesAreComparedAsTheStandardSays() {
        assertThat(
                        done("[{'op':'add','path':'/rules/lab/sources/-','value':{'asn':64500}},"
                                        + "{'op':'test','path':'/rules/lab/sources/1','value':{'asn':6.45e4}}]")
                                .rules()
                                .get(1)
                                .sources())
                .hasSize(2);
    }
}
