package dev.sallyport.control.webhook;

import java.util.regex.Pattern;

/**
 * The id of a webhook, unique in the deployment and never used again.
 *
 * @param value {@code wh_} and 24 lower-case hexadecimal digits
 */
public record WebhookId(String value) {

    private static final Pattern FORM = Pattern.compile("wh_[0-9a-f]{24}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public WebhookId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("the text is no id of a webhook");
        }
    }

    /** Returns whether {@code text} can be an id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
