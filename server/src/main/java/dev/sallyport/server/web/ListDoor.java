package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.finding.ReviewEntries;
import dev.sallyport.control.guard.Impact;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListLimits;
import dev.sallyport.control.list.ListPrecondition;
import dev.sallyport.control.list.ListSubmission;
import dev.sallyport.control.list.Lists;
import dev.sallyport.control.list.PutList;
import dev.sallyport.control.people.People;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.ListReader;
import dev.sallyport.document.ListWriter;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/*
 * The lists of a tenant and those of the operator. Every caller may read the operator's: policies may name them. What other
 * tenants do with them is the operator's to know.
 */
@RestController
final class ListDoor {

    private static final String OWN = "/api/v1/tenants/{tenant}/lists";
    private static final String PLATFORM = "/api/v1/lists";

    private final Lists lists;
    private final PutList putList;
    private final People people;
    private final ReviewEntries review;
    private final Bodies bodies;
    private final DocumentLimits limits;
    private final ListLimits listLimits;

    ListDoor(
            Lists lists,
            PutList putList,
            People people,
            ReviewEntries review,
            Bodies bodies,
            DocumentLimits limits,
            ListLimits listLimits) {
        this.lists = lists;
        this.putList = putList;
        this.people = people;
        this.review = review;
        this.bodies = bodies;
        this.limits = limits;
        this.listLimits = listLimits;
    }

    @GetMapping(path = OWN, produces = Answers.JSON)
    ResponseEntity<byte[]> page(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        return page(call.tenant(tenant, ApiScope.READ), null, request);
    }

    @GetMapping(path = PLATFORM, produces = Answers.JSON)
    ResponseEntity<byte[]> page(Call call, HttpServletRequest request) {
        return page(null, viewer(call), request);
    }

    private ResponseEntity<byte[]> page(
            @Nullable TenantId tenant, @Nullable TenantId viewer, HttpServletRequest request) {
        return Answers.json(
                200,
                ListWriter.writePage(
                        unlessRefused(
                                lists.page(
                                        tenant,
                                        viewer,
                                        Parameters.single(request, "cursor"),
                                        Parameters.pageSize(request)))));
    }

    @GetMapping(path = OWN + "/{list}", produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String tenant, @PathVariable String list) {
        return answer(200, unlessRefused(lists.get(readable(call, tenant, list))));
    }

    @GetMapping(path = PLATFORM + "/{list}", produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String list) {
        return answer(200, unlessRefused(lists.get(platform(list))));
    }

    @GetMapping(path = OWN + "/{list}/used-by", produces = Answers.JSON)
    ResponseEntity<byte[]> usedBy(
            Call call,
            @PathVariable String tenant,
            @PathVariable String list,
            HttpServletRequest request) {
        return usedBy(readable(call, tenant, list), null, request);
    }

    @GetMapping(path = PLATFORM + "/{list}/used-by", produces = Answers.JSON)
    ResponseEntity<byte[]> usedBy(
            Call call, @PathVariable String list, HttpServletRequest request) {
        return usedBy(platform(list), viewer(call), request);
    }

    private ResponseEntity<byte[]> usedBy(
            ListId id, @Nullable TenantId viewer, HttpServletRequest request) {
        return Answers.json(
                200,
                ListWriter.writeUses(
                        unlessRefused(
                                lists.usedBy(
                                        id,
                                        viewer,
                                        Parameters.single(request, "cursor"),
                                        Parameters.pageSize(request)))));
    }

    @PutMapping(path = OWN + "/{list}", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> put(
            Call call,
            @PathVariable String tenant,
            @PathVariable String list,
            HttpServletRequest request)
            throws IOException {
        boolean isDryRun = Parameters.truth(request, "dryRun");
        TenantId owner = call.tenant(tenant, isDryRun ? ApiScope.EDIT : ApiScope.MANAGE);
        return put(call, new ListId(owner, own(list)), request);
    }

    @PutMapping(path = PLATFORM + "/{list}", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> put(Call call, @PathVariable String list, HttpServletRequest request)
            throws IOException {
        call.operator();
        return put(call, platform(list), request);
    }

    private ResponseEntity<byte[]> put(Call call, ListId id, HttpServletRequest request)
            throws IOException {
        ChangeParameters parameters = ChangeParameters.of(request);
        ListPrecondition precondition = precondition(request);
        try (InputStream body = bodies.json(request)) {
            ListSubmission submission =
                    unlessRefused(ListReader.read(body, limits, listLimits, id.name()));
            if (Parameters.truth(request, "dryRun")) {
                return judged(call, id, submission, precondition, parameters);
            }
            PutList.Result result =
                    unlessRefused(
                            putList.put(
                                    id,
                                    submission,
                                    precondition,
                                    parameters.overrides(),
                                    call.origin(parameters.reason())));
            StoredList stored = result.list();
            return answer(
                    result.made() ? 201 : 200,
                    stored,
                    document(call, id, stored.list(), stored.description(), result.impact()));
        }
    }

    private ResponseEntity<byte[]> judged(
            Call call,
            ListId id,
            ListSubmission submission,
            ListPrecondition precondition,
            ChangeParameters parameters) {
        PutList.Judged judged =
                unlessRefused(
                        putList.dryRun(
                                id,
                                submission,
                                precondition,
                                parameters.overrides(),
                                call.origin(parameters.reason())));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Sallyport-Dry-Run", "true")
                .body(
                        document(call, id, judged.list(), submission.description(), judged.impact())
                                .getBytes(UTF_8));
    }

    private String document(
            Call call, ListId id, NetworkList list, String description, Impact impact) {
        return ListWriter.write(
                list,
                description,
                impact,
                id.tenant() == null
                        ? people.source(call.at())
                        : people.source(id.tenant(), call.at()),
                review.of(list, call.at()));
    }

    @DeleteMapping(path = OWN + "/{list}")
    ResponseEntity<byte[]> delete(
            Call call,
            @PathVariable String tenant,
            @PathVariable String list,
            HttpServletRequest request) {
        TenantId owner = call.tenant(tenant, ApiScope.MANAGE);
        return delete(call, new ListId(owner, own(list)), request);
    }

    @DeleteMapping(path = PLATFORM + "/{list}")
    ResponseEntity<byte[]> delete(
            Call call, @PathVariable String list, HttpServletRequest request) {
        call.operator();
        return delete(call, platform(list), request);
    }

    private ResponseEntity<byte[]> delete(Call call, ListId id, HttpServletRequest request) {
        ListId _ =
                unlessRefused(
                        lists.delete(
                                id,
                                precondition(request),
                                call.origin(ChangeParameters.of(request).reason())));
        return Answers.empty();
    }

    private static ListPrecondition precondition(HttpServletRequest request) {
        return new ListPrecondition(
                precondition(request, HttpHeaders.IF_MATCH),
                precondition(request, HttpHeaders.IF_NONE_MATCH));
    }

    private static Precondition precondition(HttpServletRequest request, String header) {
        return unlessRefused(
                Precondition.parse(header, Collections.list(request.getHeaders(header))));
    }

    private static ListId readable(Call call, String tenant, String list) {
        return new ListId(call.tenant(tenant, ApiScope.READ), own(list));
    }

    /* The tenant whose use of the operator's lists is all that this caller sees; null for an operator, who sees all. */
    private static @Nullable TenantId viewer(Call call) {
        return call.caller().ownTenant().orElse(null);
    }

    private static ListName own(String text) {
        if (text.contains(":") || !ListName.isValid(text)) {
            throw invalid(text);
        }
        return new ListName(text);
    }

    private static ListId platform(String text) {
        return new ListId(null, ListName.platform(own(text).value()));
    }

    private static RefusedException invalid(String text) {
        return new RefusedException(
                ProblemCode.LIST_NAME_INVALID,
                "list name " + Quoted.text(text) + " is not of the form `[a-z0-9][a-z0-9-]{0,62}`");
    }

    /* The entity tag goes with every answer; the framework turns a GET that knows it already into 304. */
    private static ResponseEntity<byte[]> answer(int status, StoredList stored) {
        return answer(status, stored, ListWriter.write(stored.list(), stored.description()));
    }

    private static ResponseEntity<byte[]> answer(int status, StoredList stored, String document) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag("\"" + stored.entityTag() + "\"")
                .body(document.getBytes(UTF_8));
    }
}
