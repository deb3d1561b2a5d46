package dev.sallyport.server.config;

/** The kinds of proxy that the gate can be asked by, as configuration names them. */
enum ProfileName {
    NGINX,
    FORWARD_AUTH,
    ENVOY,
    /** Headers named one by one. */
    CUSTOM
}
