package dev.sallyport.control.port;

import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.IssuerName;
import java.util.List;
import java.util.Optional;

/** The issuers outside whose tokens the API takes. */
public interface IssuerRepository {

    /** Returns the issuer with the given name. */
    Optional<ExternalIssuer> find(IssuerName name);

    /** Returns the issuer whose tokens have the given {@code iss}. */
    Optional<ExternalIssuer> findByIssuer(String issuer);

    /** Returns the issuers that are no tenant's, in the order of their names. */
    List<ExternalIssuer> ofDeployment();

    /**
     * Adds an issuer or replaces the one of its name.
     *
     * @throws StorageException if its {@code iss} is another's or there is no such tenant
     */
    void put(ExternalIssuer issuer);

    /** Removes an issuer, if it is there. */
    void delete(IssuerName name);
}
