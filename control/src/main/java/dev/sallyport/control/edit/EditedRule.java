package dev.sallyport.control.edit;

import dev.sallyport.control.policy.Draft;
import dev.sallyport.engine.policy.Rule;

/**
 * What came of changing one rule.
 *
 * @param draft the draft as it is now
 * @param rule the rule in it
 */
public record EditedRule(Draft draft, Rule rule) {}
