package dev.sallyport.control.memory;

import dev.sallyport.control.egress.EgressAgent;
import dev.sallyport.control.egress.EgressCustomer;
import dev.sallyport.control.egress.EgressNotice;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.Publication;
import dev.sallyport.control.port.EgressRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record MemoryEgress(Access access) implements EgressRepository {

    private static final Comparator<EgressAgent> ORDER =
            Comparator.comparing(EgressAgent::tenant).thenComparing(EgressAgent::id);

    /** Everything of this subject; the values are immutable. */
    static final class Content {
        final TreeMap<String, EgressRegion> regions = new TreeMap<>();
        final Map<String, List<Publication>> publications = new TreeMap<>();
        final List<EgressNotice> notices = new ArrayList<>();
        final List<EgressAgent> agents = new ArrayList<>();

        Content copy() {
            Content copy = new Content();
            copy.regions.putAll(regions);
            publications.forEach(
                    (region, each) -> copy.publications.put(region, new ArrayList<>(each)));
            copy.notices.addAll(notices);
            copy.agents.addAll(agents);
            return copy;
        }
    }

    private Content content() {
        return access.readable().egress;
    }

    @Override
    public List<String> regions() {
        return List.copyOf(content().regions.keySet());
    }

    @Override
    public Optional<EgressRegion> find(String region) {
        return Optional.ofNullable(content().regions.get(region));
    }

    @Override
    public void put(EgressRegion region) {
        if (publication(region.name(), region.list().serial()).isEmpty()) {
            throw new StorageException("nothing was published under this serial");
        }
        access.writable().egress.regions.put(region.name(), region);
    }

    @Override
    public List<String> due(Instant now) {
        return content().regions.values().stream()
                .filter(region -> {
                    Instant notice = region.noticeDue();
                    return region.nextRemoval().filter(end -> end.isBefore(now)).isPresent()
                            || (notice != null && !notice.isAfter(now));
                })
                .map(EgressRegion::name)
                .toList();
    }

    @Override
    public void add(Publication publication) {
        List<Publication> all =
                access.writable()
                        .egress
                        .publications
                        .computeIfAbsent(publication.list().region(), key -> new ArrayList<>());
        if (!all.isEmpty() && all.getLast().list().serial() >= publication.list().serial()) {
            throw new StorageException("the serial was given before");
        }
        all.add(publication);
    }

    private Stream<Publication> publications(String region) {
        return content().publications.getOrDefault(region, List.of()).reversed().stream();
    }

    @Override
    public Optional<Publication> publication(String region, long serial) {
        return publications(region).filter(each -> each.list().serial() == serial).findFirst();
    }

    @Override
    public List<Publication.Summary> history(String region, long below, int limit) {
        return publications(region)
                .filter(each -> each.list().serial() < below)
                .limit(limit)
                .map(Publication::summary)
                .toList();
    }

    @Override
    public void add(EgressNotice notice) {
        access.writable().egress.notices.add(notice);
    }

    @Override
    public List<EgressNotice> notices(String region, int limit) {
        return content().notices.reversed().stream()
                .filter(each -> each.region().equals(region))
                .limit(limit)
                .toList();
    }

    @Override
    public List<EgressAgent> agents(TenantId tenant) {
        return agents().filter(each -> each.tenant().equals(tenant)).toList();
    }

    private Stream<EgressAgent> agents() {
        return content().agents.stream().sorted(ORDER);
    }

    @Override
    public List<EgressAgent> agentsWith(String id) {
        return agents().filter(each -> each.id().equals(id)).toList();
    }

    @Override
    public void put(EgressAgent agent) {
        if (!access.writable().tenants.containsKey(agent.tenant())) {
            throw new StorageException("there is no such tenant");
        }
        delete(agent.tenant(), agent.id());
        access.writable().egress.agents.add(agent);
    }

    @Override
    public void delete(TenantId tenant, String id) {
        boolean _ =
                access.writable()
                        .egress
                        .agents
                        .removeIf(each -> each.tenant().equals(tenant) && each.id().equals(id));
    }

    @Override
    public List<EgressCustomer> customersOf(String region) {
        return access.readable().tenants.values().stream()
                .filter(tenant -> region.equals(tenant.region()))
                .map(tenant -> new EgressCustomer(tenant.id(), tenant.name()))
                .toList();
    }

    @Override
    public List<EgressAgent> agentsIn(String region) {
        Set<TenantId> tenants =
                customersOf(region).stream()
                        .map(EgressCustomer::tenant)
                        .collect(Collectors.toSet());
        return agents().filter(each -> tenants.contains(each.tenant())).toList();
    }
}
