package dev.sallyport.control.memory;

import dev.sallyport.control.door.DoorDocument;
import dev.sallyport.control.port.DoorRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

record MemoryDoors(Access access) implements DoorRepository {

    @Override
    public Optional<DoorDocument> find(TenantId tenant, String door) {
        return Optional.ofNullable(
                access.readable().doors.getOrDefault(tenant, Map.of()).get(door));
    }

    @Override
    public void put(TenantId tenant, DoorDocument document) {
        Map<String, DoorDocument> documents =
                new TreeMap<>(known(tenant).doors.getOrDefault(tenant, Map.of()));
        documents.put(document.content().door(), document);
        access.writable().doors.put(tenant, Map.copyOf(documents));
    }

    private State known(TenantId tenant) {
        State state = access.writable();
        if (!state.tenants.containsKey(tenant)) {
            throw new StorageException("there is no such tenant");
        }
        return state;
    }

    @Override
    public boolean isModeChosen(TenantId tenant) {
        return access.readable().modesChosen.contains(tenant);
    }

    @Override
    public void modeIsChosen(TenantId tenant) {
        boolean _ = known(tenant).modesChosen.add(tenant);
    }
}
