package dev.sallyport.compat.genesys;

import static dev.sallyport.compat.genesys.Documents.networks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.PolicyReader;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aListIsOneAllowRuleForEverybody() {
        RuleSubmission rule =
                AddressRule.of(networks("203.0.113.9/24", "10.0.0.0/8")).orElseThrow();

        assertThat(rule.id()).hasToString("genesys-allowed-addresses");
        assertThat(rule.effect()).isEqualTo(Effect.ALLOW);
        assertThat(rule.scope()).as("sso is governed").isEqualTo(ScopeSubmission.ALL);
        assertThat(rule.sources().stream().map(EntrySubmission::source))
                .map(Object::toString)
                .containsExactly("203.0.113.0/24", "10.0.0.0/8");
        assertThat(AddressRule.of(List.of())).isEmpty();
    }

    @Test
    void whatIsSavedIsReadAsItWasSent() {
        List<AllowedNetwork> networks =
                networks("203.0.113.9/24", "10.0.0.0/8", "203.0.113.0/24", "10.0.0.0/8");
        Policy policy = saved(AddressRule.apply(networks, Policy.INITIAL, Mode.ENFORCE));

        assertThat(AddressRule.obstacle(policy)).isEmpty();
        assertThat(AddressRule.read(policy, texts(networks), NOW))
                .containsExactlyElementsOf(texts(networks));
        assertThat(AddressRule.read(policy, List.of(), NOW))
                .as("written by this program where nobody sent it")
                .containsExactly("203.0.113.0/24", "10.0.0.0/8", "203.0.113.0/24", "10.0.0.0/8");
    }

    @Test
    void theEmptyListLeavesNoRule() {
        Policy policy =
                saved(AddressRule.apply(networks("10.0.0.0/8"), Policy.INITIAL, Mode.ENFORCE));

        PolicySubmission emptied = AddressRule.apply(List.of(), policy, null);

        assertThat(emptied.rules()).isEmpty();
        assertThat(emptied.mode()).as("later writes never change the mode").isNull();
        assertThat(AddressRule.read(saved(emptied), List.of("10.0.0.0/8"), NOW)).isEmpty();
    }

    @Test
    void aRuleSomebodyWroteKeepsItsIdAndTheWordsOfItsEntries() {
        Policy policy =
                policy(
                        """
                        {"authorizedClients":"required","rules":[{"id":"office","name":"Offices","effect":"ALLOW",
                         "sources":[{"prefix":"203.0.113.0/24","label":"Paris"},{"prefix":"198.51.100.0/24"}]}]}
                        """);

        PolicySubmission changed =
                AddressRule.apply(networks("192.0.2.0/24", "203.0.113.5/24"), policy, null);

        RuleSubmission rule = changed.rules().getFirst();
        assertThat(rule.id()).hasToString("office");
        assertThat(rule.name()).isEqualTo("Offices");
        assertThat(rule.sources().get(1).label()).isEqualTo("Paris");
        assertThat(rule.sources().get(1).id()).isNotNull();
        assertThat(rule.sources().get(0).id()).isNull();
        assertThat(changed.authorizedClients()).isEqualTo(ClientAuthorization.REQUIRED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'a','effect':'DENY','sources':[{'prefix':'203.0.113.0/24'}]} | | denies",
                "{'id':'a','effect':'ALLOW','sources':[{'country':'FR'},{'prefix':'203.0.113.0/24'}]}"
                        + " | 203.0.113.0/24 | which is no network",
                "{'id':'a','effect':'ALLOW','sources':[{'prefix':'2001:db8::/32'},{'prefix':'203.0.113.0/24'}]}"
                        + " | 203.0.113.0/24 | which is IPv6",
                "{'id':'a','effect':'ALLOW','sources':[{'any':true}]} | | which is no network",
                "{'id':'a','effect':'ALLOW','sources':[{'list':'vpn'}]} | | which is no network",
                "{'id':'a','effect':'ALLOW','sources':[]} | | has no entries",
                "{'id':'a','effect':'ALLOW','sources':[{'prefix':'203.0.113.0/24'}],"
                        + "'except':[{'prefix':'203.0.113.66'}]} | | has exceptions",
                "{'id':'a','effect':'ALLOW','sources':[{'prefix':'203.0.113.0/24'}],"
                        + "'scope':{'principalKinds':['user']}} | | has a scope",
                "{'id':'a','effect':'ALLOW','onTrial':true,'sources':[{'prefix':'203.0.113.0/24'}]}"
                        + " | | is on trial",
                "{'id':'a','effect':'ALLOW','enabled':false,'sources':[{'prefix':'203.0.113.0/24'}]}"
                        + " | | is not always in force",
                "{'id':'a','effect':'ALLOW','sources':[{'prefix':'203.0.113.0/24','expiresAt':'2026-12-01T00:00:00Z'}]}"
                        + " | 203.0.113.0/24 | is not always live",
                "{'id':'a','effect':'ALLOW','sources':[{'prefix':'203.0.113.0/24',"
                        + "'expiresAt':'2026-11-01T00:00:00Z'}]} | | is not always live",
                "{'id':'a','effect':'ALLOW','sources':[{'prefix':'203.0.113.0/24'}]},"
                        + "{'id':'b','effect':'ALLOW','sources':[{'prefix':'198.51.100.0/24'}]} |"
                        + " 203.0.113.0/24 198.51.100.0/24 | has 2 rules",
            })
    void whatAListCannotSayIsNeverOverwritten(String rules, String read, String why) {
        Policy policy = policy("{\"rules\":[" + rules.replace('\'', '"') + "]}");

        assertThat(AddressRule.obstacle(policy).orElseThrow()).contains(why);
        assertThat(AddressRule.read(policy, List.of(), NOW))
                .as("what can be said of it")
                .containsExactly(read == null ? new String[0] : read.split(" "));
        assertThatThrownBy(() -> AddressRule.apply(List.of(), policy, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> texts(List<AllowedNetwork> networks) {
        return networks.stream().map(AllowedNetwork::text).toList();
    }

    private static Policy policy(String json) {
        return switch (PolicyReader.read(Documents.bytes(json), DocumentLimits.DEFAULT)) {
            case Outcome.Done<PolicySubmission>(PolicySubmission submission) -> saved(submission);
            case Outcome.Refused<PolicySubmission>(var problem) ->
                    throw new AssertionError(problem);
        };
    }

    /* As the use case stores it, but for the way ids are made. */
    private static Policy saved(PolicySubmission submission) {
        List<Rule> rules = new ArrayList<>();
        int next = 0;
        for (RuleSubmission rule : submission.rules()) {
            List<Entry> sources = new ArrayList<>();
            for (EntrySubmission entry : rule.sources()) {
                sources.add(entry.toEntry(new EntryId("e" + next++)));
            }
            List<Entry> except = new ArrayList<>();
            for (EntrySubmission entry : rule.except()) {
                except.add(entry.toEntry(new EntryId("e" + next++)));
            }
            rules.add(
                    new Rule(
                            rule.id(),
                            rule.name(),
                            rule.effect(),
                            sources,
                            except,
                            rule.scope().toScope(),
                            rule.life(),
                            rule.onTrial()));
        }
        return new Policy(
                submission.mode() == null ? Mode.MONITOR : submission.mode(),
                submission.authorizedClients(),
                rules);
    }
}
