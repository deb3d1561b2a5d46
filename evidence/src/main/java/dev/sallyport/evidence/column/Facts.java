package dev.sallyport.evidence.column;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;

/*
 * What a rule can look at besides the address: no rule looks at the id of a principal, so facts have none. Grants and
 * exemptions may name ids; whoever they name is decided one by one.
 */
record Facts(Channel channel, Principal principal) {

    Facts {
        principal =
                new Principal(
                        principal.kind(),
                        null,
                        principal.roles(),
                        principal.clientId(),
                        principal.authorizedClients());
    }
}
