package dev.sallyport.compat.nginx;

import dev.sallyport.compat.imports.Fate;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.ImportTerms;
import dev.sallyport.compat.imports.Ledger;
import dev.sallyport.compat.imports.RefusedSourceException;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.compat.imports.SourceText;
import dev.sallyport.control.policy.RuleSubmission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads an nginx configuration: {@code allow} and {@code deny} of one block, and {@code geo}
 * blocks; one file, or what {@code nginx -T} prints. Order goes: a policy has none, so what the
 * first match decides is said by sources and exceptions, exactly.
 *
 * @param block the block whose access rules are meant, as a refusal names it, or the end of that;
 *     empty if there is one only
 * @param allowedValues values of {@code geo} variables that mean access
 * @param deniedValues values of {@code geo} variables that mean none; with neither, {@code if}
 *     blocks of the configuration are asked
 */
public record NginxReader(String block, Set<String> allowedValues, Set<String> deniedValues)
        implements SourceReader {

    private static final int MOST_NAMED = 20;

    /** Directives that decide with addresses and cannot be said by a policy, and what they mean. */
    private static final Set<String> REAL_IP =
            Set.of("set_real_ip_from", "real_ip_header", "real_ip_recursive");

    /** Copies the sets. */
    public NginxReader {
        allowedValues = Set.copyOf(allowedValues);
        deniedValues = Set.copyOf(deniedValues);
    }

    @Override
    public ImportOutcome read(byte[] bytes, ImportTerms terms) {
        Ledger ledger = new Ledger(terms);
        try {
            List<Directive> directives = Configuration.read(SourceText.of(bytes), ledger);
            return ledger.outcome(translate(directives, ledger));
        } catch (RefusedSourceException refused) {
            return ledger.refused(refused);
        }
    }

    private List<RuleSubmission> translate(List<Directive> directives, Ledger ledger) {
        List<Block> blocks = Block.all(directives);
        List<Directive> geoBlocks = geoBlocks(directives);
        if (blocks.isEmpty() && geoBlocks.isEmpty()) {
            throw new RefusedSourceException(
                    "there is no `allow`, `deny` or `geo` in the configuration", "");
        }
        besides(directives, ledger);
        List<RuleSubmission> rules = new ArrayList<>();
        boolean anyAccess = false;
        if (!blocks.isEmpty()) {
            Block chosen = chosen(blocks);
            for (Block other : blocks) {
                if (!other.equals(chosen)) {
                    passOver(other, chosen, ledger);
                }
            }
            warnOfPart(chosen, ledger);
            rules.addAll(new AccessRules(ledger).translate(chosen.rules(), ledger.next()));
            anyAccess = true;
        }
        geo(directives, geoBlocks, anyAccess, ledger, rules);
        return rules;
    }

    private void geo(
            List<Directive> directives,
            List<Directive> geoBlocks,
            boolean anyAccess,
            Ledger ledger,
            List<RuleSubmission> rules) {
        GeoVerdicts verdicts = new GeoVerdicts(allowedValues, deniedValues, directives);
        boolean isBesideOthers = anyAccess || geoBlocks.size() > 1;
        Set<String> variables = new HashSet<>();
        for (Directive geo : geoBlocks) {
            String variable = GeoBlock.variable(geo);
            String why =
                    variable == null
                            ? "it looks at another address than the client's"
                            : !variables.add(variable)
                                    ? "the variable is set by another block already"
                                    : verdicts.knows(variable)
                                            ? ""
                                            : "it is not said which of its values mean that a request is refused";
            if (!why.isEmpty() || variable == null) {
                ledger.attention(
                        geo.place(),
                        geo.text() + " { " + geo.block().size() + " lines }",
                        why,
                        "say it with --deny-values or --allow-values, if that is what it is for");
                continue;
            }
            rules.addAll(
                    new GeoBlock(ledger, verdicts, variable)
                            .translate(geo, ledger.next(), isBesideOthers));
        }
    }

    private static List<Directive> geoBlocks(List<Directive> directives) {
        List<Directive> found = new ArrayList<>();
        for (Directive directive : directives) {
            if (directive.isBlock() && directive.name().equals("geo")) {
                found.add(directive);
            } else {
                found.addAll(geoBlocks(directive.block()));
            }
        }
        return found;
    }

    private Block chosen(List<Block> blocks) {
        List<Block> wanted =
                block.isEmpty()
                        ? blocks
                        : blocks.stream()
                                .filter(b ->
                                        b.path().equals(block) || b.path().endsWith("> " + block))
                                .toList();
        if (wanted.isEmpty()) {
            throw new RefusedSourceException(
                    "there is no block `" + block + "` with access rules",
                    "there are: " + names(blocks));
        }
        Block first = wanted.getFirst();
        boolean allTheSame = wanted.stream().allMatch(first::saysTheSameAs);
        if (!allTheSame) {
            throw new RefusedSourceException(
                    wanted.size()
                            + " blocks have access rules of their own, and a policy is one for the tenant",
                    "name one with --block: " + names(wanted));
        }
        return first;
    }

    private static String names(List<Block> blocks) {
        String names =
                String.join(
                        ", ",
                        blocks.stream().limit(MOST_NAMED).map(b -> "`" + b.path() + "`").toList());
        return blocks.size() > MOST_NAMED
                ? names + " and " + (blocks.size() - MOST_NAMED) + " more"
                : names;
    }

    private static void passOver(Block other, Block chosen, Ledger ledger) {
        String why =
                other.saysTheSameAs(chosen)
                        ? "`%s` says the same".formatted(chosen.path())
                        : "of another block, `%s`".formatted(other.path());
        for (Directive rule : other.rules()) {
            ledger.leftOut(rule.place(), rule.text(), why);
        }
    }

    private static void warnOfPart(Block chosen, Ledger ledger) {
        if (chosen.isForMethods()) {
            ledger.warn(
                    "`%s` holds for some methods only; a policy holds for all"
                            .formatted(chosen.path()));
        }
        if (!chosen.isWhole()) {
            ledger.warn(
                    "`%s` holds for some paths only; as a policy it holds for all of the tenant unless its rules are given"
                                    .formatted(chosen.path())
                            + " a scope");
        }
    }

    /* What else in the configuration has to do with addresses. */
    private static void besides(List<Directive> directives, Ledger ledger) {
        for (Directive directive : directives) {
            if (directive.name().equals("satisfy") && directive.words().contains("any")) {
                attention(
                        directive,
                        "somebody denied by address may still come in with a password or a token; a policy knows no such way",
                        ledger);
            } else if (REAL_IP.contains(directive.name())) {
                attention(
                        directive,
                        "whom addresses are believed from is a setting of the deployment, `gate.trusted-proxies`",
                        ledger);
            }
            if (!directive.name().equals("geo")) {
                besides(directive.block(), ledger);
            }
        }
    }

    private static void attention(Directive directive, String why, Ledger ledger) {
        ledger.add(
                new ImportLine(directive.place(), directive.text(), Fate.ATTENTION, "", why, ""));
    }
}
