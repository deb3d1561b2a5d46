package dev.sallyport.server.egress;

import dev.sallyport.control.egress.Acknowledgement;
import dev.sallyport.control.egress.EgressAgent;
import dev.sallyport.control.egress.EgressAgents;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.AcknowledgementReader;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.egress.signature.EgressPublicKey;
import dev.sallyport.egress.signature.Jws;
import dev.sallyport.egress.signature.TrustedKeys;
import java.time.Instant;
import java.util.List;

/** Takes what agents have signed. Safe for use by several threads. */
public final class Acknowledgements {

    private final EgressAgents agents;
    private final PublishedNetwork network;
    private final DocumentLimits limits;

    /** Hands to {@code agents} what was signed about what {@code network} has published. */
    public Acknowledgements(EgressAgents agents, PublishedNetwork network, DocumentLimits limits) {
        this.agents = agents;
        this.network = network;
        this.limits = limits;
    }

    /**
     * Takes an acknowledgement. Whoever is not an agent of a tenant of the region learns nothing,
     * not even what is wrong with the content.
     *
     * @param region the region of the path it came by
     * @param signature the compact JWS
     * @return whether something is known now that was not
     */
    public Outcome<Boolean> take(String region, String signature, Instant receivedAt) {
        List<EgressAgent> known;
        try {
            known = agents.known(region, Jws.keyId(signature));
        } catch (IllegalArgumentException noHeader) {
            return EgressAgents.refused();
        }
        if (known.isEmpty()) {
            return EgressAgents.refused();
        }
        EgressPublicKey key = new EgressPublicKey(known.getFirst().key());
        if (!Jws.check(signature, Jws.ACKNOWLEDGEMENT, TrustedKeys.of(key)).isValid()) {
            return EgressAgents.refused();
        }
        return AcknowledgementReader.read(Jws.content(signature), limits, receivedAt)
                .flatMap(content -> take(region, key.thumbprint(), content));
    }

    private Outcome<Boolean> take(String region, String id, AcknowledgementReader.Content content) {
        Acknowledgement said = content.said();
        if (!said.region().equals(region)) {
            return invalid("it is about another region than the one it was sent to");
        }
        PublishedFile document = network.serial(region, said.serial(), false);
        if (document == null) {
            return invalid("serial " + said.serial() + " was not published");
        }
        if (!document.sha256().equals(content.sha256())) {
            return invalid("`sha256` is not that of the document of serial " + said.serial());
        }
        return agents.acknowledge(id, said);
    }

    private static Outcome<Boolean> invalid(String detail) {
        return Outcome.refused(Problem.of(ProblemCode.EGRESS_ACKNOWLEDGEMENT_INVALID, detail));
    }
}
