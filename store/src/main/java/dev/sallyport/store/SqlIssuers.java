package dev.sallyport.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.IssuerName;
import dev.sallyport.control.issuer.IssuerSubmission;
import dev.sallyport.control.port.IssuerRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.IssuerReader;
import dev.sallyport.document.IssuerWriter;
import dev.sallyport.engine.policy.TenantId;
import java.io.ByteArrayInputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record SqlIssuers(Work work) implements IssuerRepository {

    @Override
    public Optional<ExternalIssuer> find(IssuerName name) {
        return work.reading()
                .sql("SELECT * FROM external_issuer WHERE name = ?")
                .param(name.value())
                .query(SqlIssuers::issuer)
                .optional();
    }

    @Override
    public Optional<ExternalIssuer> findByIssuer(String issuer) {
        return work.reading()
                .sql("SELECT * FROM external_issuer WHERE issuer = ?")
                .param(issuer)
                .query(SqlIssuers::issuer)
                .optional();
    }

    @Override
    public List<ExternalIssuer> ofDeployment() {
        return work.reading()
                .sql("SELECT * FROM external_issuer WHERE tenant IS NULL ORDER BY name")
                .query(SqlIssuers::issuer)
                .list();
    }

    private static ExternalIssuer issuer(ResultSet result, int row) throws SQLException {
        String tenant = result.getString("tenant");
        return new ExternalIssuer(
                new IssuerName(result.getString("name")),
                tenant == null ? null : new TenantId(tenant),
                declared(result.getString("document")),
                Instant.parse(result.getString("created_at")),
                Instant.parse(result.getString("updated_at")));
    }

    private static IssuerSubmission declared(String document) {
        return switch (IssuerReader.read(
                new ByteArrayInputStream(document.getBytes(UTF_8)), DocumentLimits.DEFAULT)) {
            case Outcome.Done<IssuerSubmission>(IssuerSubmission submission) -> submission;
            case Outcome.Refused<IssuerSubmission>(Problem problem) ->
                    throw new StorageException(
                            "a stored issuer cannot be read: " + problem.detail());
        };
    }

    @Override
    public void put(ExternalIssuer issuer) {
        TenantId tenant = issuer.tenant();
        String document = IssuerWriter.write(issuer.declared());
        if (!declared(document).equals(issuer.declared())) {
            throw new StorageException("an issuer could not be read again as it was written");
        }
        delete(issuer.name());
        work.writing()
                .sql(
                        "INSERT INTO external_issuer (name, tenant, issuer, document, created_at, updated_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")
                .param(issuer.name().value())
                .param(tenant == null ? null : tenant.value())
                .param(issuer.declared().issuer())
                .param(document)
                .param(issuer.createdAt().toString())
                .param(issuer.updatedAt().toString())
                .update();
    }

    @Override
    public void delete(IssuerName name) {
        work.writing()
                .sql("DELETE FROM external_issuer WHERE name = ?")
                .param(name.value())
                .update();
    }
}
