package dev.sallyport.control.memory;

import dev.sallyport.control.explain.SharedExplanation;
import dev.sallyport.control.port.SharedExplanations;
import dev.sallyport.control.port.StorageException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

record MemorySharedExplanations(Access access) implements SharedExplanations {

    @Override
    public Optional<SharedExplanation> find(String digest) {
        return Optional.ofNullable(access.readable().shared.get(digest));
    }

    @Override
    public void put(String digest, SharedExplanation shared, int most) {
        State state = access.writable();
        if (!state.tenants.containsKey(shared.tenant())) {
            throw new StorageException("there is no such tenant");
        }
        state.shared.put(digest, shared);
        List<String> newest =
                state.shared.entrySet().stream()
                        .filter(each -> each.getValue().tenant().equals(shared.tenant()))
                        .sorted(
                                Map.Entry.comparingByValue(
                                        Comparator.comparing(SharedExplanation::expiresAt)
                                                .reversed()))
                        .map(Map.Entry::getKey)
                        .toList();
        newest.stream().skip(most).forEach(state.shared::remove);
    }

    @Override
    public void purge(Instant now) {
        access.writable().shared.values().removeIf(shared -> !now.isBefore(shared.expiresAt()));
    }
}
