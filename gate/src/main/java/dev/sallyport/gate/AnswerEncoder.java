package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/*
 * Writes answers as bytes. Everything but revision, tenant and request id is encoded beforehand. Stateless.
 *
 * A 204 carries no Content-Length: RFC 9110 section 8.6 forbids it, and says the answer ends with its head.
 */
final class AnswerEncoder {

    /* More than any answer without a page and with a tenant id of 63 characters. */
    static final int LARGEST = 512;

    private static final byte[] ALLOW = bytes("HTTP/1.1 204 No Content\r\n");
    private static final byte[] DENY = bytes("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n");
    private static final byte[] DENY_WITH_PAGE =
            bytes(
                    "HTTP/1.1 403 Forbidden\r\nCache-Control: no-store\r\nVary: Accept\r\n"
                            + "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
                            + "Content-Security-Policy: "
                            + DenyPage.SECURITY_POLICY
                            + "\r\nContent-Type: ");
    private static final byte[] CONTENT_LENGTH = bytes("\r\nContent-Length: ");
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] DECISION_ALLOW = bytes("X-Sallyport-Decision: allow\r\n");
    private static final byte[] DECISION_DENY = bytes("X-Sallyport-Decision: deny\r\n");
    private static final byte[] EVALUATED_ALLOW = bytes("X-Sallyport-Evaluated: allow\r\n");
    private static final byte[] EVALUATED_DENY = bytes("X-Sallyport-Evaluated: deny\r\n");
    private static final byte[] ENFORCE = bytes("X-Sallyport-Deployment: enforce\r\n");
    private static final byte[] OBSERVE = bytes("X-Sallyport-Deployment: observe\r\n");
    private static final byte[] REVISION = bytes("X-Sallyport-Revision: ");
    private static final byte[] TENANT = bytes("X-Sallyport-Tenant: ");
    private static final byte[] REQUEST_ID = bytes("X-Sallyport-Request-Id: ");
    private static final byte[] CLOSE = bytes("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = bytes("Connection: keep-alive\r\n");
    private static final byte[] LINE_END = bytes("\r\n");
    private static final byte[] DIGITS = bytes("0123456789abcdef");

    /** What an answer says of the connection. */
    enum Persistence {
        /** Nothing: HTTP/1.1 stays open. */
        IMPLIED,
        /** It stays open though the request is HTTP/1.0. */
        KEEP_ALIVE,
        /** It will be closed. */
        CLOSE
    }

    private AnswerEncoder() {}

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Writes the status and nothing that tells of the decision. */
    static void writeBare(ByteBuf out, Answer answer, Persistence persistence) {
        writeStatus(out, answer.verdict().enforced());
        writeEnd(out, persistence);
    }

    /**
     * Writes an answer with as much as the deployment lets a trusted proxy know.
     *
     * @param page what a refusal carries, or null
     * @param isHead whether the request was a HEAD, whose answer says how long the page is and does
     *     not carry it
     */
    static void writeTrusted(
            ByteBuf out,
            Answer answer,
            RequestIds id,
            AnswerHeaders headers,
            Persistence persistence,
            @Nullable DenyPage page,
            boolean isHead) {
        byte[] body = page == null ? NOTHING : page.body().getBytes(UTF_8);
        if (page == null) {
            writeStatus(out, answer.verdict().enforced());
        } else {
            writePageHead(out, page, body.length);
        }
        switch (headers) {
            case MINIMAL -> {}
            case FULL -> writeDecision(out, answer);
        }
        writeRequestId(out, id);
        writeEnd(out, persistence);
        if (!isHead) {
            out.writeBytes(body);
        }
    }

    private static void writePageHead(ByteBuf out, DenyPage page, int length) {
        out.writeBytes(DENY_WITH_PAGE);
        out.writeCharSequence(page.contentType(), US_ASCII);
        out.writeBytes(CONTENT_LENGTH);
        writeDecimal(out, length);
        out.writeBytes(LINE_END);
    }

    private static void writeDecision(ByteBuf out, Answer answer) {
        Verdict verdict = answer.verdict();
        out.writeBytes(verdict.enforced() == Effect.ALLOW ? DECISION_ALLOW : DECISION_DENY);
        out.writeCharSequence(ReasonCode.of(verdict.reason()).line(), US_ASCII);
        out.writeBytes(REVISION);
        writeDecimal(out, verdict.revision());
        out.writeBytes(LINE_END);
        out.writeBytes(verdict.evaluated() == Effect.ALLOW ? EVALUATED_ALLOW : EVALUATED_DENY);
        if (answer.tenant() != null) {
            out.writeBytes(TENANT);
            out.writeCharSequence(answer.tenant().value(), US_ASCII);
            out.writeBytes(LINE_END);
        }
        out.writeBytes(verdict.deployment() == DeploymentSwitch.ENFORCE ? ENFORCE : OBSERVE);
    }

    private static void writeStatus(ByteBuf out, Effect enforced) {
        out.writeBytes(enforced == Effect.ALLOW ? ALLOW : DENY);
    }

    private static void writeRequestId(ByteBuf out, RequestIds id) {
        out.writeBytes(REQUEST_ID);
        writeHex(out, id.high());
        writeHex(out, id.low());
        out.writeBytes(LINE_END);
    }

    private static void writeHex(ByteBuf out, long value) {
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            out.writeByte(DIGITS[(int) (value >>> shift) & 0xF]);
        }
    }

    private static void writeDecimal(ByteBuf out, long value) {
        if (value >= 10) {
            writeDecimal(out, value / 10);
        }
        out.writeByte(DIGITS[(int) (value % 10)]);
    }

    private static void writeEnd(ByteBuf out, Persistence persistence) {
        switch (persistence) {
            case IMPLIED -> {}
            case KEEP_ALIVE -> out.writeBytes(KEEP_ALIVE);
            case CLOSE -> out.writeBytes(CLOSE);
        }
        out.writeBytes(LINE_END);
    }
}
