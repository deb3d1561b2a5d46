package dev.sallyport.control.port;

import dev.sallyport.control.client.ApiClient;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;

/** The clients of the API. */
public interface ApiClientRepository {

    /** Returns the client with the given id. */
    Optional<ApiClient> find(String clientId);

    /** Returns the clients of a tenant in the order of their ids. */
    List<ApiClient> ofTenant(TenantId tenant);

    /** Returns whether the operator has a client. */
    boolean hasOperator();

    /**
     * Adds a client.
     *
     * @throws StorageException if its id is taken or there is no such tenant
     */
    void insert(ApiClient client);

    /**
     * Replaces a client.
     *
     * @throws StorageException if there is no such client
     */
    void update(ApiClient client);

    /** Removes a client, if it is there. */
    void delete(String clientId);
}
