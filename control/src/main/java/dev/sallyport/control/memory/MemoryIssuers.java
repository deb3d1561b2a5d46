package dev.sallyport.control.memory;

import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.IssuerName;
import dev.sallyport.control.port.IssuerRepository;
import dev.sallyport.control.port.StorageException;
import java.util.List;
import java.util.Optional;

record MemoryIssuers(Access access) implements IssuerRepository {

    @Override
    public Optional<ExternalIssuer> find(IssuerName name) {
        return Optional.ofNullable(access.readable().issuers.get(name.value()));
    }

    @Override
    public Optional<ExternalIssuer> findByIssuer(String issuer) {
        return access.readable().issuers.values().stream()
                .filter(each -> each.declared().issuer().equals(issuer))
                .findFirst();
    }

    @Override
    public List<ExternalIssuer> ofDeployment() {
        return access.readable().issuers.values().stream()
                .filter(each -> each.tenant() == null)
                .toList();
    }

    @Override
    public void put(ExternalIssuer issuer) {
        State state = access.writable();
        if (issuer.tenant() != null && !state.tenants.containsKey(issuer.tenant())) {
            throw new StorageException("there is no such tenant");
        }
        Optional<ExternalIssuer> other = findByIssuer(issuer.declared().issuer());
        if (other.isPresent() && !other.get().name().equals(issuer.name())) {
            throw new StorageException("the issuer is another's");
        }
        state.issuers.put(issuer.name().value(), issuer);
    }

    @Override
    public void delete(IssuerName name) {
        access.writable().issuers.remove(name.value());
    }
}
