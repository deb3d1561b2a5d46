package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import io.netty.buffer.ByteBuf;

/*
 * Writes answers as bytes. Everything but revision, tenant and request id is encoded beforehand. Stateless.
 *
 * A 204 carries no Content-Length: RFC 9110 section 8.6 forbids it, and says the answer ends with its head.
 */
final class AnswerEncoder {

    /* More than any answer with a tenant id of 63 characters. */
    static final int LARGEST = 512;

    private static final byte[] ALLOW = bytes("HTTP/1.1 204 No Content\r\n");
    private static final byte[] DENY = bytes("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n");
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

    static void writeMinimal(ByteBuf out, Answer answer, RequestIds id, Persistence persistence) {
        writeStatus(out, answer.verdict().enforced());
        writeRequestId(out, id);
        writeEnd(out, persistence);
    }

    static void writeFull(ByteBuf out, Answer answer, RequestIds id, Persistence persistence) {
        Verdict verdict = answer.verdict();
        writeStatus(out, verdict.enforced());
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
        writeRequestId(out, id);
        writeEnd(out, persistence);
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
