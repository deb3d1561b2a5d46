package dev.sallyport.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.list.ListLimits;
import dev.sallyport.control.list.ListSubmission;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.ListReader;
import dev.sallyport.document.ListWriter;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.io.ByteArrayInputStream;

/* The entries of a list as they are stored. What was stored once is read whatever the limits are today. */
final class ListDocument {

    private static final ListLimits NO_LIMITS =
            new ListLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private ListDocument() {}

    /**
     * Returns the document that is kept of {@code list}.
     *
     * @throws StorageException if it could not be read again as it was written; such a row would
     *     keep the tenants that use the list from being decided
     */
    static String write(NetworkList list) {
        String document = ListWriter.writeShort(list);
        if (!read(list.name(), document).equals(list)) {
            throw new StorageException("a list could not be read again as it was written");
        }
        return document;
    }

    /**
     * Returns the list that {@code document} holds.
     *
     * @throws UnreadableStateException if it cannot be read, or lacks what every stored list has
     */
    static NetworkList read(ListName name, String document) {
        Outcome<ListSubmission> read =
                ListReader.read(
                        new ByteArrayInputStream(document.getBytes(UTF_8)),
                        StoredPolicy.NO_LIMITS,
                        NO_LIMITS,
                        name);
        return switch (read) {
            case Outcome.Done<ListSubmission>(ListSubmission submission) ->
                    new NetworkList(name, StoredEntries.of(submission.entries()));
            case Outcome.Refused<ListSubmission>(Problem problem) ->
                    throw new UnreadableStateException(
                            "a stored list cannot be read: " + problem.code());
        };
    }
}
