package dev.sallyport.server;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.client.ApiClients;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.server.config.ServerConfiguration;
import dev.sallyport.server.token.ClientSecrets;
import org.jspecify.annotations.Nullable;

/* The client of the first operator: without one nobody could do anything. */
final class FirstOperator {

    private FirstOperator() {}

    /**
     * Makes it unless there is one; returns its credentials if its secret was made here, else null.
     */
    static RunningServer.@Nullable MadeCredentials make(
            ApiClients clients,
            ClientSecrets secrets,
            ServerConfiguration.Operator operator,
            Origin program) {
        if (clients.hasOperator()) {
            return null;
        }
        String given = operator.clientSecret();
        String secret = given == null ? secrets.freshSecret() : given;
        var made =
                clients.createOperator(
                        "first operator",
                        operator.clientId(),
                        secrets.operatorHash(operator.clientId(), secret),
                        program);
        if (made instanceof Outcome.Refused<?>(Problem problem)) {
            throw new IllegalStateException(problem.detail());
        }
        return given == null
                ? new RunningServer.MadeCredentials(operator.clientId(), secret)
                : null;
    }
}
