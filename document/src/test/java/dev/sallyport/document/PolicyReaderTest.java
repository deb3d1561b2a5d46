package dev.sallyport.document;

import static dev.sallyport.document.Outcomes.code;
import static dev.sallyport.document.Outcomes.done;
import static dev.sallyport.document.Outcomes.faults;
import static dev.sallyport.document.Outcomes.policy;
import static dev.sallyport.document.Outcomes.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Policies as JSON: what every member means, and every fault at its place. */
final class PolicyReaderTest {

    private static String rules(String... rules) {
        return "{\"rules\":[" + String.join(",", rules) + "]}";
    }

    private static String rule(String sources) {
        return "{\"id\":\"x\",\"effect\":\"DENY\",\"sources\":[" + sources + "]}";
    }

    private static String ruleWith(String members) {
        return "{\"id\":\"x\",\"effect\":\"DENY\",\"sources\":[]," + members + "}";
    }

    @Test
    void exampleOfTheContractIsRead() {
        PolicySubmission policy =
                done(
                        policy(
                                """
                                {"mode":"MONITOR",
                                 "authorizedClients":"ignore",
                                 "rules":[{"id":"office","name":"Offices","effect":"ALLOW","enabled":true,"onTrial":false,
                                           "sources":[{"prefix":"203.0.113.0/24","label":"Paris","owner":"net-team","expiresAt":"2027-01-31T00:00:00Z"},
                                                      {"prefix":"2001:db8::/48"}, {"prefix":"198.51.100.7"}, {"range":"192.0.2.10-192.0.2.19"},
                                                      {"country":"FR"}, {"asn":64500}, {"list":"vpn"}, {"any":true}],
                                           "except":[{"prefix":"203.0.113.66"}],
                                           "scope":{"channels":["ui"],"exceptChannels":[],"principalKinds":["user"],"roles":["admin"],"clients":[]},
                                           "notBefore":null,"expiresAt":null}]}
                                """));

        assertThat(policy.mode()).isEqualTo(Mode.MONITOR);
        assertThat(policy.authorizedClients()).isEqualTo(ClientAuthorization.IGNORE);
        RuleSubmission rule = policy.rules().getFirst();
        assertThat(rule.effect()).isEqualTo(Effect.ALLOW);
        assertThat(rule.life()).isEqualTo(Life.ALWAYS);
        assertThat(rule.scope().channels()).containsExactly(new ChannelId("ui"));
        assertThat(rule.scope().principalKinds()).containsExactly(PrincipalKind.USER);
        assertThat(rule.sources().stream().map(EntrySubmission::source).map(Source::toString))
                .containsExactly(
                        "203.0.113.0/24",
                        "2001:db8::/48",
                        "198.51.100.7/32",
                        "192.0.2.10-192.0.2.19",
                        "country FR",
                        "asn 64500",
                        "list vpn",
                        "any");
        EntrySubmission paris = rule.sources().getFirst();
        assertThat(paris.id()).isNull();
        assertThat(paris.label()).isEqualTo("Paris");
        assertThat(paris.owner()).isEqualTo("net-team");
        assertThat(paris.life().expiresAt()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
        assertThat(rule.except()).hasSize(1);
    }

    @Test
    void smallestPolicyIsRead() {
        PolicySubmission policy = done(policy("{\"rules\":[]}"));

        assertThat(policy.mode()).isNull();
        assertThat(policy.rules()).isEmpty();
    }

    @Test
    void everyOtherMemberIsRead() {
        RuleSubmission rule =
                done(policy(
                                rules(
                                        """
                                        {"id":"x","effect":"DENY","enabled":false,"onTrial":true,
                                         "notBefore":"2026-01-01T01:00:00+01:00","expiresAt":"2026-01-01T00:00:00.000000001z",
                                         "sources":[{"id":"e1","any":true,"enabled":false,"notBefore":"2026-01-01T00:00:00Z","reviewAt":"2026-06-01T00:00:00-00:00"}],
                                         "scope":{"exceptChannels":["other","other"],"clients":["web"]}}
                                        """)))
                        .rules()
                        .getFirst();

        Instant newYear = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(rule.life()).isEqualTo(new Life(false, newYear, newYear.plusNanos(1)));
        assertThat(rule.onTrial()).isTrue();
        EntrySubmission entry = rule.sources().getFirst();
        assertThat(entry.id()).isEqualTo(new EntryId("e1"));
        assertThat(entry.life()).isEqualTo(new Life(false, newYear, Instant.MAX));
        assertThat(entry.reviewAt()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(rule.scope().toScope().exceptChannels()).containsExactly(ChannelId.OTHER);
        assertThat(rule.scope().clients()).containsExactly("web");
    }

    @TestFactory
    Stream<DynamicTest> faultsOfPoliciesAndRules() {
        return Stream.of(
                fault("an array in place of the policy", "[]", "json.wrong-type"),
                fault("a text in place of the policy", "\"x\"", "json.wrong-type"),
                fault("null in place of the policy", "null", "json.wrong-type"),
                fault("no rules", "{}", "json.missing-member"),
                fault("rules that are no array", "{\"rules\":{}}", "json.wrong-type /rules"),
                fault("a rule that is no object", "{\"rules\":[7]}", "json.wrong-type /rules/0"),
                fault(
                        "an unknown mode",
                        "{\"mode\":\"enforce\",\"rules\":[]}",
                        "json.unknown-value /mode"),
                fault(
                        "a mode that is null",
                        "{\"mode\":null,\"rules\":[]}",
                        "json.wrong-type /mode"),
                fault(
                        "unknown authorisation",
                        "{\"authorizedClients\":\"IGNORE\",\"rules\":[]}",
                        "json.unknown-value /authorizedClients"),
                fault(
                        "an unknown member",
                        "{\"rules\":[],\"ruels\":[[[]]]}",
                        "json.unknown-member /ruels"),
                fault(
                        "an unknown member with a slash",
                        "{\"rules\":[],\"a/b~c\":1}",
                        "json.unknown-member /a~1b~0c"),
                fault(
                        "a duplicate member",
                        "{\"rules\":[],\"rules\":[{}]}",
                        "json.duplicate-member /rules"),
                fault(
                        "a duplicate member, escaped",
                        "{\"rules\":[],\"rule\\u0073\":[]}",
                        "json.duplicate-member /rules"),
                fault(
                        "an empty rule",
                        rules("{}"),
                        "json.missing-member /rules/0",
                        "json.missing-member /rules/0",
                        "json.missing-member /rules/0"),
                fault(
                        "an invalid rule id",
                        rules("{\"id\":\"Office\",\"effect\":\"ALLOW\",\"sources\":[]}"),
                        "policy.rule-id-invalid /rules/0/id"),
                fault(
                        "a duplicate rule id",
                        rules(rule(""), rule("")),
                        "policy.rule-id-duplicate /rules/1/id"),
                fault(
                        "an unknown effect",
                        rules("{\"id\":\"x\",\"effect\":\"PERMIT\",\"sources\":[]}"),
                        "json.unknown-value /rules/0/effect"),
                fault(
                        "a name that is too long",
                        rules(ruleWith("\"name\":\"" + "n".repeat(201) + "\"")),
                        "json.too-long /rules/0/name"),
                fault(
                        "a name with NUL",
                        rules(ruleWith("\"name\":\"a\\u0000b\"")),
                        "json.control-character /rules/0/name"),
                fault(
                        "a name with half a surrogate pair",
                        rules(ruleWith("\"name\":\"\\ud800\"")),
                        "json.encoding /rules/0/name"),
                fault(
                        "enabled that is a text",
                        rules(ruleWith("\"enabled\":\"true\"")),
                        "json.wrong-type /rules/0/enabled"),
                fault(
                        "an end before the beginning",
                        rules(
                                ruleWith(
                                        "\"expiresAt\":\"2026-01-01T00:00:00Z\",\"notBefore\":\"2026-01-01T00:00:00Z\"")),
                        "policy.life-empty /rules/0/expiresAt"),
                fault(
                        "both forms of channels",
                        rules(
                                ruleWith(
                                        "\"scope\":{\"channels\":[\"ui\"],\"exceptChannels\":[\"api\"]}")),
                        "policy.scope-contradictory /rules/0/scope"),
                fault(
                        "a channel called ambiguous",
                        rules(ruleWith("\"scope\":{\"channels\":[\"ui\",\"ambiguous\"]}")),
                        "channel.id-invalid /rules/0/scope/channels/1"),
                fault(
                        "an unknown kind",
                        rules(ruleWith("\"scope\":{\"principalKinds\":[\"USER\"]}")),
                        "json.unknown-value /rules/0/scope/principalKinds/0"),
                fault(
                        "a blank role",
                        rules(ruleWith("\"scope\":{\"roles\":[\" \"]}")),
                        "json.unknown-value /rules/0/scope/roles/0"),
                fault(
                        "a scope that is null",
                        rules(ruleWith("\"scope\":null")),
                        "json.wrong-type /rules/0/scope"));
    }

    @TestFactory
    Stream<DynamicTest> faultsOfEntries() {
        return Stream.of(
                entry("no object", "\"192.0.2.1\"", "json.wrong-type"),
                entry("no source", "{}", "policy.source-missing"),
                entry(
                        "two sources",
                        "{\"prefix\":\"192.0.2.1\",\"any\":true}",
                        "policy.source-ambiguous"),
                entry(
                        "a source twice",
                        "{\"any\":true,\"any\":true}",
                        "json.duplicate-member /any"),
                entry(
                        "host bits",
                        "{\"prefix\":\"10.0.0.1/8\"}",
                        "policy.prefix-host-bits-set /prefix"),
                entry(
                        "an octal octet",
                        "{\"prefix\":\"010.0.0.0/8\"}",
                        "policy.address-leading-zero /prefix"),
                entry(
                        "a short form",
                        "{\"prefix\":\"10.1/16\"}",
                        "policy.address-short-form /prefix"),
                entry("a zone", "{\"prefix\":\"fe80::1%eth0\"}", "policy.address-zone /prefix"),
                entry(
                        "a name",
                        "{\"prefix\":\"example.com\"}",
                        "policy.address-not-an-address /prefix"),
                entry(
                        "a mask",
                        "{\"prefix\":\"10.0.0.0/255.0.0.0\"}",
                        "policy.prefix-mask /prefix"),
                entry(
                        "a mapped prefix",
                        "{\"prefix\":\"::ffff:192.0.2.0/120\"}",
                        "policy.address-ipv4-mapped /prefix"),
                entry(
                        "a prefix that is empty",
                        "{\"prefix\":\"\"}",
                        "policy.address-empty /prefix"),
                entry("a prefix that is a number", "{\"prefix\":10}", "json.wrong-type /prefix"),
                entry("a prefix that is null", "{\"prefix\":null}", "json.wrong-type /prefix"),
                entry(
                        "a reversed range",
                        "{\"range\":\"192.0.2.9-192.0.2.1\"}",
                        "policy.range-reversed /range"),
                entry(
                        "a mixed range",
                        "{\"range\":\"192.0.2.9-2001:db8::\"}",
                        "policy.range-mixed-families /range"),
                entry(
                        "a country in small letters",
                        "{\"country\":\"fr\"}",
                        "policy.country-invalid /country"),
                entry("an ASN that is a text", "{\"asn\":\"AS64500\"}", "policy.asn-invalid /asn"),
                entry("an ASN of zero", "{\"asn\":0}", "policy.asn-invalid /asn"),
                entry("an ASN above 32 bits", "{\"asn\":4294967296}", "policy.asn-invalid /asn"),
                entry("a huge ASN", "{\"asn\":" + "9".repeat(99) + "}", "policy.asn-invalid /asn"),
                entry("a negative ASN", "{\"asn\":-1}", "policy.asn-invalid /asn"),
                entry("an ASN with a fraction", "{\"asn\":1.0}", "policy.asn-invalid /asn"),
                entry(
                        "an ASN with an exponent",
                        "{\"asn\":1e999999999}",
                        "policy.asn-invalid /asn"),
                entry(
                        "a list name with capitals",
                        "{\"list\":\"VPN\"}",
                        "policy.list-name-invalid /list"),
                entry("any that is false", "{\"any\":false}", "policy.any-not-true /any"),
                entry("any that is a number", "{\"any\":1}", "json.wrong-type /any"),
                entry(
                        "an instant without offset",
                        "{\"any\":true,\"expiresAt\":\"2026-01-01T00:00:00\"}",
                        "policy.instant-invalid /expiresAt"),
                entry(
                        "an instant without seconds",
                        "{\"any\":true,\"expiresAt\":\"2026-01-01T00:00Z\"}",
                        "policy.instant-invalid /expiresAt"),
                entry(
                        "a day that is none",
                        "{\"any\":true,\"notBefore\":\"2026-02-29T00:00:00Z\"}",
                        "policy.instant-invalid /notBefore"),
                entry(
                        "a leap second",
                        "{\"any\":true,\"notBefore\":\"2016-12-31T23:59:60Z\"}",
                        "policy.instant-invalid /notBefore"),
                entry(
                        "an instant that is before the year 0 in UTC",
                        "{\"any\":true,\"notBefore\":\"0000-01-01T00:00:00+00:01\"}",
                        "policy.instant-invalid /notBefore"),
                entry(
                        "an instant that is after the year 9999 in UTC",
                        "{\"any\":true,\"expiresAt\":\"9999-12-31T23:59:59-00:01\"}",
                        "policy.instant-invalid /expiresAt"),
                entry(
                        "an instant that is a number",
                        "{\"any\":true,\"reviewAt\":1767225600}",
                        "json.wrong-type /reviewAt"),
                entry(
                        "an end before the beginning",
                        "{\"any\":true,\"expiresAt\":\"2026-01-01T00:00:00Z\",\"notBefore\":\"2026-01-01T00:00:01Z\"}",
                        "policy.life-empty /expiresAt"),
                entry(
                        "an invalid id",
                        "{\"any\":true,\"id\":\"E 1\"}",
                        "policy.entry-id-invalid /id"),
                entry(
                        "a member of another vendor",
                        "{\"any\":true,\"cidr\":\"192.0.2.0/24\"}",
                        "json.unknown-member /cidr"));
    }

    private static DynamicTest entry(String name, String entry, String fault) {
        String code = fault.split(" ", 2)[0];
        String member = fault.contains(" ") ? fault.substring(fault.indexOf(' ') + 1) : "";
        return fault(
                name,
                rules(rule("{\"any\":true}," + entry)),
                code + " /rules/0/sources/1" + member);
    }

    private static DynamicTest fault(String name, String document, String... faults) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    assertThat(faults(policy(document))).containsExactly(faults);
                    assertThat(code(policy(document))).isEqualTo("policy.invalid");
                    for (Fault fault : problem(policy(document)).faults()) {
                        assertThat(fault.detail())
                                .isNotBlank()
                                .doesNotEndWith(".")
                                .doesNotContain("\n");
                        assertThat(fault.hint()).isNotBlank();
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> bytesThatAreNoDocument() {
        return Stream.of(
                unreadable("nothing", "", "json.empty"),
                unreadable("white space", " \n", "json.empty"),
                unreadable("half a document", "{\"rules\":[{\"id\":\"a", "json.syntax /rules/0/id"),
                unreadable("half a document after a value", "{\"rules\":[]", "json.syntax"),
                unreadable("NUL", "\u0000", "json.syntax"),
                unreadable("NUL in a text", "{\"mode\":\"\u0000\"}", "json.syntax /mode"),
                unreadable("a second document", "{\"rules\":[]}{}", "json.syntax"),
                unreadable("something behind", "{\"rules\":[]} x", "json.syntax"),
                unreadable("a trailing comma", "{\"rules\":[],}", "json.syntax"),
                unreadable("a comment", "{\"rules\":[] /* all */}", "json.syntax"),
                unreadable("single quotes", "{'rules':[]}", "json.syntax"),
                unreadable("a byte order mark", "\uFEFF{\"rules\":[]}", "json.encoding"),
                unreadable("a word", "rules", "json.syntax"),
                unreadable("no first element", "{\"rules\":[,", "json.syntax /rules/0"),
                unreadable("not a number", "{\"rules\":NaN}", "json.syntax"),
                unreadable("a leading zero", "{\"rules\":[],\"x\":01}", "json.syntax"));
    }

    private static DynamicTest unreadable(String name, String document, String fault) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    assertThat(faults(policy(document))).last().isEqualTo(fault);
                    assertThat(code(policy(document))).isEqualTo(fault.split(" ", 2)[0]);
                    assertThat(problem(policy(document)).code().httpStatus()).isEqualTo(400);
                });
    }

    @Test
    void faultsBeforeTheEndOfReadingAreToldToo() {
        assertThat(faults(policy("{\"mode\":7,\"rules\":[{\"id\":\"X\",")))
                .containsExactly(
                        "json.wrong-type /mode",
                        "policy.rule-id-invalid /rules/0/id",
                        "json.syntax /rules/0");
    }

    @Test
    void oneBadEntryAmongTenThousandIsNamed() {
        String good =
                IntStream.range(0, 9_999)
                        .mapToObj(i -> "{\"prefix\":\"10." + i / 250 + "." + i % 250 + ".0/24\"},")
                        .collect(Collectors.joining());

        Problem problem = problem(policy(rules(rule(good + "{\"prefix\":\"10.0.0.1/8\"}"))));
        assertThat(problem.faults())
                .containsExactly(
                        new Fault(
                                problem.faults().getFirst().code(),
                                "/rules/0/sources/9999/prefix",
                                "prefix `10.0.0.1/8` has host bits set",
                                problem.faults().getFirst().hint()));
        assertThat(problem.faults().getFirst().hint()).contains("`10.0.0.0/8`");
        assertThat(problem.detail()).isEqualTo("prefix `10.0.0.1/8` has host bits set");
        assertThat(done(policy(rules(rule(good + "{\"any\":true}")))).entryCount())
                .isEqualTo(10_000);
    }

    @Test
    void allFaultsAreCountedAndAHundredKept() {
        String bad = "{\"prefix\":\"10.0.0.1/8\"},".repeat(499) + "{}";

        Problem problem = problem(policy(rules(rule(bad))));
        assertThat(problem.faults()).hasSize(100);
        assertThat(problem.moreFaults()).isEqualTo(400);
        assertThat(problem.detail()).isEqualTo("the document has 500 faults");
    }

    @Test
    void duplicateEntryIdsAreFoundAcrossRules() {
        assertThat(
                        faults(
                                policy(
                                        rules(
                                                "{\"id\":\"a\",\"effect\":\"DENY\",\"sources\":[{\"id\":\"e1\",\"any\":true}],"
                                                        + "\"except\":[{\"id\":\"e1\",\"any\":true}]}",
                                                "{\"id\":\"b\",\"effect\":\"DENY\",\"sources\":[{\"id\":\"e1\",\"any\":true}]}"))))
                .containsExactly(
                        "policy.entry-id-duplicate /rules/0/except/0/id",
                        "policy.entry-id-duplicate /rules/1/sources/0/id");
    }

    @Test
    void readingEndsAtTheLimits() {
        DocumentLimits small = new DocumentLimits(1_000, 8, 50, new PolicyLimits(2, 3));
        String entries = "{\"any\":true},{\"any\":true},{\"any\":true}";

        assertThat(limited(rules(rule(entries)), small)).isEmpty();
        assertThat(limited(rules(rule(entries + ",{\"any\":true},7")), small))
                .containsExactly("policy.too-many-entries /rules/0/sources/3");
        assertThat(limited(rules("{}", "{}", "{}", "7"), small))
                .endsWith("policy.too-many-rules /rules/2")
                .hasSize(7);
        assertThat(limited("{\"mode\":\"" + "x".repeat(51) + "\"}", small))
                .containsExactly("json.too-long /mode");
        assertThat(limited("{\"x\":" + "[".repeat(7) + "]".repeat(7) + ",\"rules\":[]}", small))
                .containsExactly("json.unknown-member /x");
        assertThat(limited("{\"x\":" + "[".repeat(8) + "]".repeat(8) + ",\"rules\":[]}", small))
                .containsExactly("json.unknown-member /x", "json.too-deep /x");
        assertThat(limited("{\"rules\":[]}" + " ".repeat(988), small)).isEmpty();
        assertThat(limited("{\"rules\":[]}" + " ".repeat(989), small))
                .containsExactly("json.too-large");
    }

    private static List<String> limited(String document, DocumentLimits limits) {
        return switch (PolicyReader.read(Outcomes.bytes(document), limits)) {
            case Outcome.Done<PolicySubmission> ignored -> List.of();
            case Outcome.Refused<PolicySubmission> refused -> faults(refused);
        };
    }

    @Test
    void tooLargeAnswers413() {
        DocumentLimits small = new DocumentLimits(100, 8, 50, PolicyLimits.DEFAULT);
        Problem problem = problem(PolicyReader.read(new byte[101], small));

        assertThat(problem.code().httpStatus()).isIn(400, 413);
        assertThat(
                        problem(PolicyReader.read(Outcomes.bytes(" ".repeat(101)), small))
                                .code()
                                .httpStatus())
                .isEqualTo(413);
    }
}
