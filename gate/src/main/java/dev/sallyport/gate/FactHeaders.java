package dev.sallyport.gate;

import dev.sallyport.engine.client.AddressHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which header carries which fact: exactly one each, because proxies pass on whatever the client
 * sent. Every header not named here is ignored. Names are in lower case.
 *
 * <p>A named header that is missing means: no tenant, an ambiguous channel, an anonymous principal,
 * no roles, no client id, no list of authorised clients. Nothing else is looked at instead.
 *
 * @param clientAddress the header of the client address
 * @param host the header of the host name
 * @param path the header of the original path and query, or null for the request's own
 * @param tenant the header of the tenant id, which then alone names the tenant, or null
 * @param channel the header of the channel id, which then alone names the channel, or null
 * @param principal the header of the principal, or null
 * @param roles the header of the principal's roles, or null
 * @param client the header of the client id, or null
 * @param authorizedClients the header of the clients the principal may use, or null
 */
public record FactHeaders(
        AddressHeader clientAddress,
        String host,
        @Nullable String path,
        @Nullable String tenant,
        @Nullable String channel,
        @Nullable String principal,
        @Nullable String roles,
        @Nullable String client,
        @Nullable String authorizedClients) {

    /* What frames a message or a connection says nothing about who asks. */
    private static final Set<String> RESERVED =
            Set.of("content-length", "transfer-encoding", "connection", "expect");

    /**
     * Turns the names to lower case.
     *
     * @throws IllegalArgumentException if a name is no field name of RFC 9110 section 5.1, frames
     *     messages, or carries two facts
     */
    public FactHeaders {
        host = Objects.requireNonNull(lower(host));
        path = lower(path);
        tenant = lower(tenant);
        channel = lower(channel);
        principal = lower(principal);
        roles = lower(roles);
        client = lower(client);
        authorizedClients = lower(authorizedClients);
        Set<String> seen = new HashSet<>();
        List<@Nullable String> names = new ArrayList<>();
        names.add(clientAddress.name());
        names.add(host);
        names.add(path);
        names.add(tenant);
        names.add(channel);
        names.add(principal);
        names.add(roles);
        names.add(client);
        names.add(authorizedClients);
        for (String name : names) {
            if (name != null) {
                check(name, seen);
            }
        }
    }

    private static void check(String name, Set<String> seen) {
        if (!HeaderText.isToken(name)) {
            throw new IllegalArgumentException("a header name is one or more token characters");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "header `" + name + "` frames messages and carries no fact");
        }
        if (!seen.add(name)) {
            throw new IllegalArgumentException("header `" + name + "` carries two facts");
        }
    }

    /**
     * Checks that a token can stand beside these headers.
     *
     * @throws IllegalArgumentException if one of them says who asks, or carries the token
     */
    void checkBeside(TokenPlace place) {
        if (principal != null || roles != null || client != null || authorizedClients != null) {
            throw new IllegalArgumentException("a token and headers both say who asks");
        }
        String header = place.header();
        if (RESERVED.contains(header)
                || header.equals(clientAddress.name())
                || header.equals(host)
                || header.equals(path)
                || header.equals(tenant)
                || header.equals(channel)) {
            throw new IllegalArgumentException(
                    "header `" + header + "` carries another fact than the token");
        }
    }

    private static @Nullable String lower(@Nullable String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    /** Returns headers for address, host and path, the last null for the request's own path. */
    public static FactHeaders of(AddressHeader clientAddress, String host, @Nullable String path) {
        return new FactHeaders(clientAddress, host, path, null, null, null, null, null, null);
    }

    /** Returns these with the tenant named by a header instead of the host. */
    public FactHeaders withTenant(@Nullable String name) {
        return new FactHeaders(
                clientAddress,
                host,
                path,
                name,
                channel,
                principal,
                roles,
                client,
                authorizedClients);
    }

    /** Returns these with the channel named by a header instead of the path. */
    public FactHeaders withChannel(@Nullable String name) {
        return new FactHeaders(
                clientAddress,
                host,
                path,
                tenant,
                name,
                principal,
                roles,
                client,
                authorizedClients);
    }

    /** Returns these with other headers for who asks, each null for none. */
    public FactHeaders withPrincipal(
            @Nullable String principalName,
            @Nullable String rolesName,
            @Nullable String clientName,
            @Nullable String authorizedClientsName) {
        return new FactHeaders(
                clientAddress,
                host,
                path,
                tenant,
                channel,
                principalName,
                rolesName,
                clientName,
                authorizedClientsName);
    }
}
