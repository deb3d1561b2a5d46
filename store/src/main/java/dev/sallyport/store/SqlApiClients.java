package dev.sallyport.store;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.client.SecretHash;
import dev.sallyport.control.port.ApiClientRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

record SqlApiClients(Work work) implements ApiClientRepository {

    @Override
    public Optional<ApiClient> find(String clientId) {
        return work.reading()
                .sql("SELECT * FROM api_client WHERE client_id = ?")
                .param(clientId)
                .query(SqlApiClients::client)
                .optional();
    }

    @Override
    public List<ApiClient> ofTenant(TenantId tenant) {
        return work.reading()
                .sql("SELECT * FROM api_client WHERE tenant = ? ORDER BY client_id")
                .param(tenant.value())
                .query(SqlApiClients::client)
                .list();
    }

    @Override
    public boolean hasOperator() {
        return work.reading()
                        .sql("SELECT COUNT(*) FROM api_client WHERE tenant IS NULL")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static ApiClient client(ResultSet result, int row) throws SQLException {
        String tenant = result.getString("tenant");
        return new ApiClient(
                result.getString("client_id"),
                tenant == null ? null : new TenantId(tenant),
                result.getString("name"),
                scopes(result.getString("scopes")),
                new SecretHash(result.getString("secret_hash")),
                Instant.parse(result.getString("created_at")),
                Instant.parse(result.getString("secret_changed_at")));
    }

    /* A scope that this version does not know gives nothing. */
    private static Set<ApiScope> scopes(String text) {
        return Arrays.stream(text.split(" ", -1))
                .flatMap(name -> ApiScope.find(name).stream())
                .collect(Collectors.toSet());
    }

    private static String text(Set<ApiScope> scopes) {
        return scopes.stream().sorted().map(ApiScope::text).collect(Collectors.joining(" "));
    }

    @Override
    public void insert(ApiClient client) {
        TenantId tenant = client.tenant();
        work.writing()
                .sql(
                        "INSERT INTO api_client (client_id, tenant, name, scopes, secret_hash, created_at, secret_changed_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                .param(client.clientId())
                .param(tenant == null ? null : tenant.value())
                .param(client.name())
                .param(text(client.scopes()))
                .param(client.secretHash().hex())
                .param(client.createdAt().toString())
                .param(client.secretChangedAt().toString())
                .update();
    }

    @Override
    public void update(ApiClient client) {
        int count =
                work.writing()
                        .sql(
                                "UPDATE api_client SET name = ?, scopes = ?, secret_hash = ?, secret_changed_at = ? WHERE client_id = ?")
                        .params(
                                client.name(),
                                text(client.scopes()),
                                client.secretHash().hex(),
                                client.secretChangedAt().toString(),
                                client.clientId())
                        .update();
        if (count == 0) {
            throw new StorageException("there is no such client");
        }
    }

    @Override
    public void delete(String clientId) {
        work.writing().sql("DELETE FROM api_client WHERE client_id = ?").param(clientId).update();
    }
}
