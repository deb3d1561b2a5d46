package dev.sallyport.agent.plan;

/** What came of planning. */
public sealed interface Planning {

    /**
     * The list can be applied.
     *
     * @param plan how
     */
    record Planned(Plan plan) implements Planning {}

    /**
     * The list is not taken; nothing changes.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Planning {}
}
