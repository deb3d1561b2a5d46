package dev.sallyport.store;

import dev.sallyport.control.door.DoorContent;
import dev.sallyport.control.door.DoorDocument;
import dev.sallyport.control.port.DoorRepository;
import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;

record SqlDoors(Work work) implements DoorRepository {

    @Override
    public Optional<DoorDocument> find(TenantId tenant, String door) {
        return work.reading()
                .sql("SELECT document, revision FROM door_document WHERE tenant = ? AND door = ?")
                .params(tenant.value(), door)
                .query((result, row) ->
                        new DoorDocument(
                                new DoorContent(door, result.getString("document")),
                                result.getLong("revision")))
                .optional();
    }

    @Override
    public void put(TenantId tenant, DoorDocument document) {
        int _ =
                work.writing()
                        .sql(
                                "INSERT INTO door_document (tenant, door, document, revision) VALUES (?, ?, ?, ?)"
                                        + " ON CONFLICT (tenant, door) DO UPDATE SET document = excluded.document,"
                                        + " revision = excluded.revision")
                        .params(
                                tenant.value(),
                                document.content().door(),
                                document.content().json(),
                                document.revision())
                        .update();
    }

    @Override
    public boolean isModeChosen(TenantId tenant) {
        return work.reading()
                .sql("SELECT 1 FROM mode_chosen WHERE tenant = ?")
                .param(tenant.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public void modeIsChosen(TenantId tenant) {
        int _ =
                work.writing()
                        .sql("INSERT INTO mode_chosen (tenant) VALUES (?) ON CONFLICT DO NOTHING")
                        .param(tenant.value())
                        .update();
    }
}
