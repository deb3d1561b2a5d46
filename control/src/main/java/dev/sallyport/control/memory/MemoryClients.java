package dev.sallyport.control.memory;

import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.port.ApiClientRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;

record MemoryClients(Access access) implements ApiClientRepository {

    @Override
    public Optional<ApiClient> find(String clientId) {
        return Optional.ofNullable(access.readable().clients.get(clientId));
    }

    @Override
    public List<ApiClient> ofTenant(TenantId tenant) {
        return access.readable().clients.values().stream()
                .filter(client -> tenant.equals(client.tenant()))
                .toList();
    }

    @Override
    public boolean hasOperator() {
        return access.readable().clients.values().stream()
                .anyMatch(client -> client.tenant() == null);
    }

    @Override
    public void insert(ApiClient client) {
        State state = access.writable();
        if (client.tenant() != null && !state.tenants.containsKey(client.tenant())) {
            throw new StorageException("there is no such tenant");
        }
        if (state.clients.putIfAbsent(client.clientId(), client) != null) {
            throw new StorageException("the client id is taken");
        }
    }

    @Override
    public void update(ApiClient client) {
        if (access.writable().clients.replace(client.clientId(), client) == null) {
            throw new StorageException("there is no such client");
        }
    }

    @Override
    public void delete(String clientId) {
        access.writable().clients.remove(clientId);
    }
}
