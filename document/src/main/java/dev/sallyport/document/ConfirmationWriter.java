package dev.sallyport.document;

import dev.sallyport.control.confirm.Awaited;
import dev.sallyport.control.confirm.ConfirmationStatus;
import dev.sallyport.control.confirm.NodeState;
import dev.sallyport.control.confirm.Provisional;

/** Writes how things stand with a revision that waits for a confirmation. */
public final class ConfirmationWriter {

    private ConfirmationWriter() {}

    /** Returns the document. */
    public static String write(ConfirmationStatus status) {
        Provisional provisional = status.provisional();
        return JsonText.of(json ->
                json.object(() ->
                        json.member("revision", provisional.revision())
                                .member("base", provisional.base())
                                .member("confirmWithin", provisional.allowed().toString())
                                .member("keepDenies", provisional.keepDenies())
                                .member("secondsLeft", status.left().toSeconds())
                                .member("until", status.until().toString())
                                .member("isConfirmable", status.isConfirmable())
                                .member(
                                        "awaited",
                                        status.awaited() instanceof Awaited.Nothing
                                                ? null
                                                : "a request " + status.awaited().words())
                                .member(
                                        "seenAt",
                                        status.seenAt() == null ? null : status.seenAt().toString())
                                .array(
                                        "nodes",
                                        status.nodes(),
                                        node -> json.object(() -> node(json, node, provisional)))
                                .array(
                                        "missing",
                                        status.missing(),
                                        each ->
                                                json.object(() ->
                                                        json.member("what", each.text())
                                                                .member("detail", each.words())
                                                                .member("hint", each.hint())))));
    }

    private static void node(JsonText json, NodeState node, Provisional provisional) {
        json.member("node", node.node());
        if (node.revision() < 0) {
            json.nothing("revision");
        } else {
            json.member("revision", node.revision());
        }
        json.member("enforces", node.enforces(provisional));
    }
}
