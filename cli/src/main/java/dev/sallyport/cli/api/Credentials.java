package dev.sallyport.cli.api;

/** How the command line proves who it is. */
public sealed interface Credentials {

    /** An access token somebody else got. */
    record Token(String value) implements Credentials {
        /** Returns words that do not give the token away. */
        @Override
        public String toString() {
            return "Token[redacted]";
        }
    }

    /** A client that gets a token of its own. */
    record Client(String id, String secret) implements Credentials {
        /** Returns words that do not give the secret away. */
        @Override
        public String toString() {
            return "Client[" + id + ", secret redacted]";
        }
    }
}
