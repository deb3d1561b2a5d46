package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.RuleId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with everything a person wants to know about it; made off the hot path.
 *
 * @param verdict what was decided
 * @param request the facts it was decided on
 * @param rule the determining rule, or null if none determined
 * @param entry the determining entry of that rule, for a list the inner entry, or null
 * @param country the country that was used, or null without an address or data for its family
 * @param asn the origin that was used, empty without an address, data or an answer
 * @param geoEdition the edition of the geo data, or null if none is loaded
 */
public record Decision(
        Verdict verdict,
        Request request,
        @Nullable RuleId rule,
        @Nullable EntryId entry,
        @Nullable CountryCode country,
        OptionalLong asn,
        @Nullable String geoEdition) {}
