package dev.sallyport.cli.log;

/** The shapes of access log that are read. */
public enum LogFormat {
    /** Whichever of the others the first lines of a file have. */
    AUTO,
    /** The common log format, with whatever follows the status. */
    COMMON,
    /** The combined log format; read as {@link #COMMON}, since what it adds is not needed. */
    COMBINED,
    /** One JSON object a line, as nginx, Caddy and Traefik write them. */
    JSON,
    /** Access logs of AWS Application Load Balancers. */
    ALB,
    /** Envoy's default text format; the client address is looked for in {@code X-Forwarded-For}. */
    ENVOY
}
