package dev.sallyport.control.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether webhooks are told.
 *
 * @param failing how many have messages that were given up
 * @param disabled how many were disabled because their receivers want no more messages
 */
public record WebhookCheck(int failing, int disabled) implements Check {

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (failing > 0) {
            findings.add(
                    Finding.of(
                            "webhooks.dead-letters",
                            Finding.Severity.WARNING,
                            "messages of " + failing + " webhooks were given up",
                            "look at `sallyport webhook dead-letters`, mend the receivers and replay"));
        }
        if (disabled > 0) {
            findings.add(
                    Finding.of(
                            "webhooks.disabled",
                            Finding.Severity.WARNING,
                            disabled
                                    + " webhooks were disabled because their receivers answered 410",
                            "remove them, or mend the receivers and enable them again"));
        }
        return findings;
    }
}
