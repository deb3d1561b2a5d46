package dev.sallyport.control.memory;

import dev.sallyport.control.expiry.Reminder;
import dev.sallyport.control.port.ReminderRepository;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

record MemoryReminders(Access access) implements ReminderRepository {

    @Override
    public Set<Reminder> of(@Nullable TenantId tenant) {
        return access.readable().reminders.stream()
                .filter(reminder -> Objects.equals(reminder.tenant(), tenant))
                .collect(Collectors.toSet());
    }

    @Override
    public boolean add(Reminder reminder) {
        return access.writable().reminders.add(reminder);
    }

    @Override
    public int forget(Instant instant) {
        State state = access.writable();
        int before = state.reminders.size();
        state.reminders.removeIf(reminder -> reminder.deadline().isBefore(instant));
        return before - state.reminders.size();
    }
}
