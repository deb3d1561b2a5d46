package dev.sallyport.control.problem;

import static dev.sallyport.control.problem.GrpcStatus.ABORTED;
import static dev.sallyport.control.problem.GrpcStatus.ALREADY_EXISTS;
import static dev.sallyport.control.problem.GrpcStatus.FAILED_PRECONDITION;
import static dev.sallyport.control.problem.GrpcStatus.INTERNAL;
import static dev.sallyport.control.problem.GrpcStatus.INVALID_ARGUMENT;
import static dev.sallyport.control.problem.GrpcStatus.NOT_FOUND;
import static dev.sallyport.control.problem.GrpcStatus.PERMISSION_DENIED;
import static dev.sallyport.control.problem.GrpcStatus.RESOURCE_EXHAUSTED;
import static dev.sallyport.control.problem.GrpcStatus.UNAUTHENTICATED;
import static dev.sallyport.control.problem.GrpcStatus.UNAVAILABLE;
import static dev.sallyport.control.problem.GrpcStatus.UNIMPLEMENTED;

import dev.sallyport.engine.address.AddressFault;
import dev.sallyport.engine.channel.ChannelFault;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every problem a door can answer with. The codes are public API: never renamed, never reused.
 *
 * <p>A code names either a whole answer or one fault inside a submission; a fault's status is that
 * of an answer which has no other content.
 */
public enum ProblemCode {
    // Requests as such.
    REQUEST_BAD_PARAMETER(
            "request.bad-parameter",
            400,
            INVALID_ARGUMENT,
            "a parameter of the request has a value it cannot have",
            "see the detail for the parameter and its form"),
    REQUEST_INVALID(
            "request.invalid",
            422,
            INVALID_ARGUMENT,
            "the body is readable but has faults; nothing was changed",
            "mend every fault listed in `errors` and send it again"),
    REQUEST_NO_SUCH_RESOURCE(
            "request.no-such-resource",
            404,
            NOT_FOUND,
            "no resource has this path",
            "compare the path with the OpenAPI document"),
    REQUEST_METHOD_NOT_ALLOWED(
            "request.method-not-allowed",
            405,
            UNIMPLEMENTED,
            "the resource does not know this method",
            "use one of the methods in the header `Allow`"),
    REQUEST_NOT_ACCEPTABLE(
            "request.not-acceptable",
            406,
            INVALID_ARGUMENT,
            "no media type of the header `Accept` can be answered",
            "accept `application/json`"),
    REQUEST_MEDIA_TYPE(
            "request.media-type",
            415,
            INVALID_ARGUMENT,
            "the media type of the body is not one that is read here",
            "send `application/json`"),
    REQUEST_TOO_LARGE(
            "request.too-large",
            413,
            RESOURCE_EXHAUSTED,
            "the body is longer than the limit",
            "send less, or have the operator raise the limit"),
    REQUEST_TOO_MANY(
            "request.too-many",
            429,
            RESOURCE_EXHAUSTED,
            "the caller has sent too many requests",
            "wait as long as the header `Retry-After` says"),
    REQUEST_MALFORMED(
            "request.malformed",
            400,
            INVALID_ARGUMENT,
            "the request is not one of HTTP, or its body could not be read to its end",
            "send it again with a client that speaks HTTP/1.1"),
    REQUEST_TIMEOUT(
            "request.timeout",
            408,
            UNAVAILABLE,
            "the request did not arrive whole in time",
            "send it again, over a faster connection or in smaller parts"),
    REQUEST_PRECONDITION_MALFORMED(
            "request.precondition-malformed",
            400,
            INVALID_ARGUMENT,
            "the header `If-Match` is not of the form RFC 9110 gives it",
            "send the `ETag` exactly as it was answered, quotes included"),

    // Who asks.
    AUTH_MISSING(
            "auth.missing",
            401,
            UNAUTHENTICATED,
            "the request carries no access token",
            "get a token from `/oauth/token` and send it as a bearer token"),
    AUTH_INVALID(
            "auth.invalid",
            401,
            UNAUTHENTICATED,
            "the access token is not valid or no longer valid",
            "get a new token"),
    AUTH_ISSUER_UNAVAILABLE(
            "auth.issuer-unavailable",
            503,
            UNAVAILABLE,
            "the keys of the token's issuer cannot be had at this moment",
            "repeat the request later; the operator finds the cause in the log"),
    AUTH_FORBIDDEN(
            "auth.forbidden",
            403,
            PERMISSION_DENIED,
            "the caller has not the scope this needs, or belongs to another tenant",
            "use a client with the scope the detail names"),

    // The server itself.
    SERVER_INTERNAL(
            "server.internal",
            500,
            INTERNAL,
            "the server failed; the cause is in its log",
            "give the request id to the operator"),
    SERVER_UNAVAILABLE(
            "server.unavailable",
            503,
            UNAVAILABLE,
            "the server cannot answer at this moment",
            "repeat the request later"),

    // Documents as such.
    JSON_EMPTY(
            "json.empty",
            400,
            INVALID_ARGUMENT,
            "there is no document",
            "send a JSON document as the body"),
    JSON_SYNTAX(
            "json.syntax",
            400,
            INVALID_ARGUMENT,
            "the text is not JSON (RFC 8259), or ends too early",
            "mend the text at the place the detail names"),
    JSON_ENCODING(
            "json.encoding",
            400,
            INVALID_ARGUMENT,
            "the bytes are not UTF-8 without a byte order mark, or a text holds half a surrogate pair",
            "send UTF-8 (RFC 8259 section 8.1)"),
    JSON_TOO_LARGE(
            "json.too-large",
            413,
            RESOURCE_EXHAUSTED,
            "the document is longer than the limit",
            "send less, or have the operator raise the limit"),
    JSON_TOO_DEEP(
            "json.too-deep",
            400,
            INVALID_ARGUMENT,
            "arrays and objects are nested deeper than any document of ours",
            "compare the document with the schema"),
    JSON_TOO_LONG(
            "json.too-long",
            422,
            INVALID_ARGUMENT,
            "a text, a name or a number is longer than it may be",
            "shorten it"),
    JSON_TOO_MANY(
            "json.too-many",
            422,
            INVALID_ARGUMENT,
            "an array has more elements than it may have",
            "send fewer elements"),
    JSON_DUPLICATE_MEMBER(
            "json.duplicate-member",
            422,
            INVALID_ARGUMENT,
            "an object has two members of one name",
            "remove one of the two"),
    JSON_UNKNOWN_MEMBER(
            "json.unknown-member",
            422,
            INVALID_ARGUMENT,
            "an object has a member that means nothing here",
            "correct its name or remove it"),
    JSON_MISSING_MEMBER(
            "json.missing-member",
            422,
            INVALID_ARGUMENT,
            "a member that must be given is absent",
            "add the member"),
    JSON_WRONG_TYPE(
            "json.wrong-type",
            422,
            INVALID_ARGUMENT,
            "a value is of another type than it must be",
            "write the type the hint names"),
    JSON_UNKNOWN_VALUE(
            "json.unknown-value",
            422,
            INVALID_ARGUMENT,
            "a value is not one of those that exist",
            "write one of the values the hint names"),
    JSON_CONTROL_CHARACTER(
            "json.control-character",
            422,
            INVALID_ARGUMENT,
            "a text holds a control character",
            "remove the character"),

    // Tenants.
    TENANT_UNKNOWN(
            "tenant.unknown",
            404,
            NOT_FOUND,
            "there is no such tenant",
            "compare the id with the list of tenants"),
    TENANT_EXISTS(
            "tenant.exists",
            409,
            ALREADY_EXISTS,
            "there is a tenant with this id",
            "choose another id, or change the tenant that exists"),
    TENANT_ID_INVALID(
            "tenant.id-invalid",
            422,
            INVALID_ARGUMENT,
            "a tenant id is of another form than `[a-z0-9][a-z0-9-]{0,62}`",
            "write lower-case letters, digits and hyphens, at most 63"),
    TENANT_HOST_INVALID(
            "tenant.host-invalid",
            422,
            INVALID_ARGUMENT,
            "a host is not a host name",
            "write a DNS name such as `acme.example.com`"),
    TENANT_HOST_DUPLICATE(
            "tenant.host-duplicate",
            422,
            INVALID_ARGUMENT,
            "two hosts of one tenant are the same name",
            "remove one of the two"),
    TENANT_HOST_TAKEN(
            "tenant.host-taken",
            409,
            ALREADY_EXISTS,
            "a host belongs to another tenant",
            "remove it from the other tenant first"),
    TENANT_CONTACT_INVALID(
            "tenant.contact-invalid",
            422,
            INVALID_ARGUMENT,
            "a contact is blank, too long, or holds a character that could mislead",
            "write 1 to 200 characters, or a link that begins with `mailto:` or `https://`"),
    TENANT_REGION_INVALID(
            "tenant.region-invalid",
            422,
            INVALID_ARGUMENT,
            "a region is of another form than `[a-z0-9][a-z0-9-]{0,62}`",
            "write lower-case letters, digits and hyphens, at most 63"),

    // Denials.
    DENIAL_UNKNOWN(
            "denial.unknown",
            404,
            NOT_FOUND,
            "no denied request with this id is remembered",
            "denials are kept for some minutes and in memory only: let the person try again, and ask at once"),
    NETWORK_NO_ACCESS(
            "network.no-access",
            403,
            PERMISSION_DENIED,
            "the tenant does not let people in from this network",
            "try again from the organisation's own network, or ask its administrator"),

    // Channels.
    CHANNEL_ID_INVALID(
            "channel.id-invalid",
            422,
            INVALID_ARGUMENT,
            "a channel id is of another form than `[a-z0-9][a-z0-9-]{0,62}`, or is `other` or `ambiguous` in a declaration",
            "write lower-case letters, digits and hyphens, at most 63"),
    CHANNEL_BUILT_IN(
            "channel.built-in",
            422,
            INVALID_ARGUMENT,
            "`other` is declared, which is built in",
            "leave it out: it takes what no declared path matches"),
    CHANNEL_REPEATED(
            "channel.repeated",
            422,
            INVALID_ARGUMENT,
            "two declarations are of one channel",
            "put the paths of both into one declaration"),
    CHANNEL_PATH_START(
            "channel.path-start",
            422,
            INVALID_ARGUMENT,
            "a path prefix does not begin with `/`",
            "begin the path with `/`"),
    CHANNEL_PATH_EMPTY_SEGMENT(
            "channel.path-empty-segment",
            422,
            INVALID_ARGUMENT,
            "a path prefix has an empty segment",
            "write one `/` between segments"),
    CHANNEL_PATH_DOT_SEGMENT(
            "channel.path-dot-segment",
            422,
            INVALID_ARGUMENT,
            "a segment of a path prefix is `.` or `..`",
            "write the path without them"),
    CHANNEL_PATH_ESCAPE(
            "channel.path-escape",
            422,
            INVALID_ARGUMENT,
            "a path prefix holds `%`",
            "write the path decoded"),
    CHANNEL_PATH_CHARACTER(
            "channel.path-character",
            422,
            INVALID_ARGUMENT,
            "a path prefix holds a character that makes request paths ambiguous",
            "write the path without `;`, `\\`, `?`, `#` and control characters"),
    CHANNEL_PATH_REPEATED(
            "channel.path-repeated",
            422,
            INVALID_ARGUMENT,
            "one path prefix is declared twice",
            "leave it with one channel"),
    CHANNEL_TOO_MANY(
            "channel.too-many",
            422,
            INVALID_ARGUMENT,
            "there are more channels or paths than the limit",
            "declare the longest common prefixes only"),
    CHANNEL_UNKNOWN(
            "channel.unknown",
            422,
            INVALID_ARGUMENT,
            "a channel is not declared",
            "use `other` or a channel the operator has declared"),
    CHANNEL_IN_USE(
            "channel.in-use",
            409,
            FAILED_PRECONDITION,
            "a channel that is to go is named in the scope of a tenant's rule",
            "take it out of the policies first"),

    // Doors for clients of other systems.
    DOOR_NOT_CONFIGURED(
            "door.not-configured",
            404,
            NOT_FOUND,
            "nothing was ever configured through this door",
            "make a configuration first"),
    DOOR_NOT_PATCHABLE(
            "door.not-patchable",
            400,
            INVALID_ARGUMENT,
            "a member cannot be changed through this door",
            "leave it as it is"),
    DOOR_WOULD_LOSE(
            "door.would-lose",
            409,
            FAILED_PRECONDITION,
            "the policy was changed natively, and the change would lose what the door cannot say",
            "change the policy natively, or take out of it what the detail names"),

    // Policies.
    POLICY_INVALID(
            "policy.invalid",
            422,
            INVALID_ARGUMENT,
            "the policy is readable but has faults; the active revision stays",
            "mend every fault listed in `errors` and send the whole policy again"),
    POLICY_PRECONDITION_REQUIRED(
            "policy.precondition-required",
            428,
            FAILED_PRECONDITION,
            "a policy is replaced only with the header `If-Match`",
            "read the policy and send its `ETag` as `If-Match`"),
    POLICY_STALE(
            "policy.stale",
            412,
            ABORTED,
            "the policy has changed since it was read, or `*` was sent after revision 0",
            "read the policy again, repeat the change, send the new `ETag`"),
    POLICY_UNCONFIRMED(
            "policy.unconfirmed",
            409,
            FAILED_PRECONDITION,
            "the active revision waits for a confirmation, and nothing is published before it stands or went back",
            "confirm it, revert it, or wait until its time is over"),
    POLICY_NOT_CONFIRMABLE(
            "policy.not-confirmable",
            409,
            FAILED_PRECONDITION,
            "the revision that waits cannot be confirmed yet",
            "do what `errors` names; without a confirmation the revision goes back by itself"),
    POLICY_CONFIRMATION_UNKNOWN(
            "policy.confirmation-unknown",
            404,
            NOT_FOUND,
            "no revision of the tenant waits for a confirmation",
            "read the history: it was confirmed, or it went back"),
    POLICY_REVISION_UNKNOWN(
            "policy.revision-unknown",
            404,
            NOT_FOUND,
            "the tenant has no such revision",
            "name a revision that exists"),
    EXPLANATION_UNKNOWN(
            "explanation.unknown",
            404,
            NOT_FOUND,
            "no explanation is shared under this link, or no longer",
            "ask whoever sent the link to share it again"),
    POLICY_DRAFT_UNKNOWN(
            "policy.draft-unknown", 404, NOT_FOUND, "the tenant has no draft", "save one with PUT"),
    POLICY_DRAFT_OUTDATED(
            "policy.draft-outdated",
            409,
            FAILED_PRECONDITION,
            "another revision has been published since the draft was saved",
            "look at what has changed and save the draft again: it then changes the active revision"),
    POLICY_RULE_UNKNOWN(
            "policy.rule-unknown",
            404,
            NOT_FOUND,
            "the policy has no rule with this id",
            "look at the rules of the policy"),
    POLICY_ENTRY_UNKNOWN(
            "policy.entry-unknown",
            404,
            NOT_FOUND,
            "the policy has no entry with this id",
            "look at the entries of the policy; an entry whose source was changed has another id"),
    POLICY_ENTRY_DUPLICATE(
            "policy.entry-duplicate",
            409,
            ALREADY_EXISTS,
            "an entry of the same source, perhaps in another notation, is there already",
            "change the entry that the detail names"),
    POLICY_ENTRY_ID_UNKNOWN(
            "policy.entry-id-unknown",
            422,
            INVALID_ARGUMENT,
            "an entry was sent with an id that no entry of the policy has or had",
            "leave the id out: the server makes one"),
    PATCH_INVALID(
            "patch.invalid",
            422,
            INVALID_ARGUMENT,
            "the patch is not one of RFC 6902, or one of its operations cannot be carried out; nothing was changed",
            "mend the operation that `errors` names"),
    PATCH_TEST_FAILED(
            "patch.test-failed",
            409,
            FAILED_PRECONDITION,
            "a `test` of the patch found another value; nothing was changed",
            "read the document again"),
    PATCH_UNTESTED(
            "patch.untested",
            422,
            INVALID_ARGUMENT,
            "the patch changes a rule or an entry by its index without testing first what is there",
            "name the rule or the entry by its id instead of its index, or put a `test` in front"),
    POLICY_TOO_MANY_RULES(
            "policy.too-many-rules",
            422,
            INVALID_ARGUMENT,
            "a policy has more rules than the limit",
            "put entries that belong together into one rule"),
    POLICY_TOO_MANY_ENTRIES(
            "policy.too-many-entries",
            422,
            INVALID_ARGUMENT,
            "the rules of a policy have more entries than the limit",
            "join neighbouring prefixes, or have the operator raise the limit"),
    POLICY_RULE_ID_INVALID(
            "policy.rule-id-invalid",
            422,
            INVALID_ARGUMENT,
            "a rule id is of another form than `[a-z0-9][a-z0-9-]{0,62}`",
            "write lower-case letters, digits and hyphens, at most 63"),
    POLICY_RULE_ID_DUPLICATE(
            "policy.rule-id-duplicate",
            422,
            INVALID_ARGUMENT,
            "two rules have one id",
            "give one of them another id"),
    POLICY_ENTRY_ID_INVALID(
            "policy.entry-id-invalid",
            422,
            INVALID_ARGUMENT,
            "an entry id is of another form than `[a-z0-9][a-z0-9-]{0,62}`",
            "leave the id out: the server makes one"),
    POLICY_ENTRY_ID_DUPLICATE(
            "policy.entry-id-duplicate",
            422,
            INVALID_ARGUMENT,
            "two entries have one id",
            "leave the id of the copy out: the server makes one"),
    POLICY_SOURCE_MISSING(
            "policy.source-missing",
            422,
            INVALID_ARGUMENT,
            "an entry names no source",
            "add one of `prefix`, `range`, `country`, `asn`, `list`, `any`"),
    POLICY_SOURCE_AMBIGUOUS(
            "policy.source-ambiguous",
            422,
            INVALID_ARGUMENT,
            "an entry names more than one source",
            "make an entry of each"),
    POLICY_COUNTRY_INVALID(
            "policy.country-invalid",
            422,
            INVALID_ARGUMENT,
            "a country is not two capital letters",
            "write an ISO 3166-1 code such as `FR`, or `ZZ` for no known country"),
    POLICY_ASN_INVALID(
            "policy.asn-invalid",
            422,
            INVALID_ARGUMENT,
            "an autonomous system number is not a whole number from 1 to 4294967295",
            "write the number alone, without `AS`"),
    POLICY_LIST_NAME_INVALID(
            "policy.list-name-invalid",
            422,
            INVALID_ARGUMENT,
            "a list name is of another form",
            "write the name of a list such as `vpn` or `platform:relays`"),
    POLICY_ANY_NOT_TRUE(
            "policy.any-not-true",
            422,
            INVALID_ARGUMENT,
            "`any` is given and is not `true`",
            "write `\"any\": true`, or leave the entry out"),
    POLICY_INSTANT_INVALID(
            "policy.instant-invalid",
            422,
            INVALID_ARGUMENT,
            "an instant is not of the form RFC 3339 gives it, with an offset",
            "write it like `2027-01-31T00:00:00Z`"),
    POLICY_LIFE_EMPTY(
            "policy.life-empty",
            422,
            INVALID_ARGUMENT,
            "`notBefore` is not before `expiresAt`",
            "put `expiresAt` after `notBefore`"),
    POLICY_SCOPE_CONTRADICTORY(
            "policy.scope-contradictory",
            422,
            INVALID_ARGUMENT,
            "a scope names channels and excepted channels",
            "use `channels` or `exceptChannels`"),

    // Addresses, prefixes and ranges: one code for each fault of the engine's strict parser.
    ADDRESS_EMPTY(AddressFault.EMPTY, "an address is empty", "write an address"),
    ADDRESS_TOO_LONG(
            AddressFault.TOO_LONG,
            "a text is longer than any address, prefix or range",
            "write one address, prefix or range for each entry"),
    ADDRESS_LEADING_ZERO(
            AddressFault.LEADING_ZERO,
            "an octet has a leading zero, which some programs read as octal",
            "write the octets in decimal without leading zeros"),
    ADDRESS_SHORT_FORM(
            AddressFault.SHORT_FORM,
            "an IPv4 address has not four octets",
            "write all four octets in decimal"),
    ADDRESS_OUT_OF_RANGE(
            AddressFault.OUT_OF_RANGE,
            "an octet is above 255 or a group above `ffff`",
            "correct the number"),
    ADDRESS_ZONE(AddressFault.ZONE, "an address has a zone id", "leave out `%` and what follows"),
    ADDRESS_NOT_AN_ADDRESS(
            AddressFault.NOT_AN_ADDRESS,
            "a text is no address; names are never looked up",
            "write the address itself"),
    ADDRESS_IPV6_GROUPS(
            AddressFault.GROUPS,
            "an IPv6 address has too many or too few groups",
            "write eight groups, or `::` once"),
    ADDRESS_PORT(AddressFault.PORT, "an address has a port or brackets", "write the address alone"),
    ADDRESS_WHITE_SPACE(
            AddressFault.WHITE_SPACE,
            "there is white space around or inside an address",
            "remove the white space"),
    ADDRESS_IPV4_MAPPED(
            AddressFault.IPV4_MAPPED,
            "an IPv4-mapped IPv6 address stands where it would never match",
            "write the IPv4 address"),
    PREFIX_LENGTH_SYNTAX(
            AddressFault.PREFIX_LENGTH_SYNTAX,
            "a prefix length is not a decimal number without sign and leading zero",
            "write a length such as `/24`"),
    PREFIX_LENGTH_RANGE(
            AddressFault.PREFIX_LENGTH_RANGE,
            "a prefix length is above 32 (IPv4) or 128 (IPv6)",
            "write a length inside the range"),
    PREFIX_MASK(
            AddressFault.PREFIX_MASK,
            "a prefix has a mask in place of a length",
            "write a length such as `/24`"),
    PREFIX_HOST_BITS_SET(
            AddressFault.PREFIX_HOST_BITS,
            "bits behind the length of a prefix are set",
            "write the first address of the network, or a longer length"),
    RANGE_SYNTAX(
            AddressFault.RANGE_SYNTAX,
            "a range is not two addresses with one hyphen between them",
            "write it like `192.0.2.10-192.0.2.19`"),
    RANGE_MIXED_FAMILIES(
            AddressFault.RANGE_MIXED_FAMILIES,
            "the ends of a range are of two address families",
            "make a range of each family"),
    RANGE_REVERSED(
            AddressFault.RANGE_REVERSED,
            "the first address of a range is above its last",
            "exchange the two ends"),

    // Refusals that a caller with the scope for it may override, giving a reason.
    POLICY_WOULD_LOCK_OUT(
            "policy.would-lock-out",
            409,
            FAILED_PRECONDITION,
            true,
            "the caller or all admins would be denied, now or within 90 days",
            "add the entries that the hints name, or override with a reason"),
    CALLER_ADDRESS_UNRELIABLE(
            "caller-address-unreliable",
            409,
            FAILED_PRECONDITION,
            true,
            "the caller's address is probably that of a proxy, so nobody knows whether the caller is locked out",
            "name your proxies in `server.trusted-proxies`, or override with a reason"),
    POLICY_NO_LIVE_ENTRY(
            "policy.no-live-entry",
            409,
            FAILED_PRECONDITION,
            true,
            "an enabled ALLOW rule has expired or has no live entry, and the policy is enforced",
            "renew an entry, disable the rule, or override with a reason"),
    POLICY_GEO_MISSING(
            "policy.geo-missing",
            409,
            FAILED_PRECONDITION,
            true,
            "an entry names a country or an autonomous system, and no data about them is loaded",
            "load geo data, or override with a reason"),
    POLICY_LIST_MISSING(
            "policy.list-missing",
            409,
            FAILED_PRECONDITION,
            true,
            "an entry names a list that was never loaded",
            "make the list first, or override with a reason"),
    OVERRIDE_UNKNOWN(
            "override.unknown",
            400,
            INVALID_ARGUMENT,
            "the parameter `override` names a code that cannot be overridden",
            "name one of the codes that may be overridden"),
    OVERRIDE_REASON_MISSING(
            "override.reason-missing",
            400,
            INVALID_ARGUMENT,
            "an override is given without a reason",
            "add the parameter `reason`, at most 500 characters"),

    // Lists.
    LIST_UNKNOWN(
            "list.unknown",
            404,
            NOT_FOUND,
            "there is no list of this name",
            "compare the name with the page of lists"),
    LIST_NAME_INVALID(
            "list.name-invalid",
            400,
            INVALID_ARGUMENT,
            "the name of a list is of another form than `[a-z0-9][a-z0-9-]{0,62}`",
            "write lower-case letters, digits and hyphens, at most 63, and no `platform:` in a path"),
    LIST_INVALID(
            "list.invalid",
            422,
            INVALID_ARGUMENT,
            "the list is readable but has faults; what it held before stays",
            "mend every fault listed in `errors` and send the whole list again"),
    LIST_SOURCE_IMPOSSIBLE(
            "list.source-impossible",
            422,
            INVALID_ARGUMENT,
            "an entry of a list names another list or `any`",
            "write `prefix`, `range`, `country` or `asn`; `list` and `any` stand in rules only"),
    LIST_TOO_MANY_ENTRIES(
            "list.too-many-entries",
            422,
            INVALID_ARGUMENT,
            "a list has more entries than the limit",
            "join neighbouring prefixes, or have the operator raise the limit"),
    LIST_TOO_MANY(
            "list.too-many",
            409,
            RESOURCE_EXHAUSTED,
            "there are as many lists as there may be",
            "delete a list that is no longer used"),
    LIST_PRECONDITION_REQUIRED(
            "list.precondition-required",
            428,
            FAILED_PRECONDITION,
            "a list that is there already is replaced only with the header `If-Match`",
            "read the list and send its `ETag` as `If-Match`"),
    LIST_STALE(
            "list.stale",
            412,
            ABORTED,
            "the list is not what `If-Match` or `If-None-Match` demands: it has changed, is there already, or is gone",
            "read the list again, repeat the change, send the new `ETag`"),
    LIST_IN_USE(
            "list.in-use",
            409,
            FAILED_PRECONDITION,
            "a list that is to go is named by the active policy of a tenant",
            "take it out of the rules first; `…/used-by` names them"),

    // Geo data.
    GEO_NOT_CONFIGURED(
            "geo.not-configured",
            409,
            FAILED_PRECONDITION,
            "no files with geo data are configured",
            "name them under `geo.files` and start the server again"),
    GEO_UNUSABLE(
            "geo.unusable",
            409,
            FAILED_PRECONDITION,
            "a file with geo data cannot be used; what was in force goes on",
            "put an intact file in its place; `errors` says what is wrong with each"),
    GEO_TOO_DIFFERENT(
            "geo.too-different",
            409,
            FAILED_PRECONDITION,
            "the new geo data differs more from what is in force than is let pass unseen; that goes on",
            "look whether it is the right file; if so, reload with `accept-difference=true` and a reason"),
    GEO_WOULD_LOCK_OUT(
            "geo.would-lock-out",
            409,
            FAILED_PRECONDITION,
            "the new geo data would lock out all admins of a tenant; what is in force goes on",
            "let the tenants admit their admins by prefix, or reload with `accept-difference=true` and a reason"),

    // Feeds.
    FEED_UNKNOWN(
            "feed.unknown",
            404,
            NOT_FOUND,
            "no feed of this name is configured",
            "compare the name with the list of feeds; they are configured under `feeds.sources`"),
    FEED_UNUSABLE(
            "feed.unusable",
            409,
            FAILED_PRECONDITION,
            "the feed cannot be had, or what came is none; what was in force goes on",
            "`errors` says what is wrong; if the publisher is right, raise the limit it names or wait"),
    FEED_TOO_DIFFERENT(
            "feed.too-different",
            409,
            FAILED_PRECONDITION,
            "the new edition of the feed lost more than is let pass, or is older; what was in force goes on",
            "look whether the publisher means it; if so, refresh with `accept-difference=true` and a reason"),
    FEED_WOULD_LOCK_OUT(
            "feed.would-lock-out",
            409,
            FAILED_PRECONDITION,
            "the new edition of the feed would lock out all admins of a tenant; what was in force goes on",
            "let the tenants admit their admins by prefix, or refresh with `accept-difference=true` and a reason"),

    // Check.
    CHECK_ADDRESS_INVALID(
            "check.address-invalid",
            422,
            INVALID_ARGUMENT,
            "the address to check is no address",
            "write an IPv4 or IPv6 address, or `undetermined`"),

    // Clients of the API.
    CLIENT_UNKNOWN(
            "client.unknown",
            404,
            NOT_FOUND,
            "the tenant has no such client",
            "compare the id with the list of clients"),
    CLIENT_EXISTS(
            "client.exists",
            409,
            ALREADY_EXISTS,
            "there is a client with this id",
            "choose another id"),
    CLIENT_SCOPE_NOT_HELD(
            "client.scope-not-held",
            403,
            PERMISSION_DENIED,
            "a client is to get a scope that the caller has not itself, or that only operators have",
            "leave the scope out, or ask somebody who has it"),
    CLIENT_TOO_MANY(
            "client.too-many",
            409,
            RESOURCE_EXHAUSTED,
            "the tenant has as many clients as it may have",
            "delete a client that is no longer used"),

    // Issuers outside.
    ISSUER_UNKNOWN(
            "issuer.unknown",
            404,
            NOT_FOUND,
            "there is no such issuer",
            "compare the name with the list of issuers"),
    ISSUER_NAME_INVALID(
            "issuer.name-invalid",
            400,
            INVALID_ARGUMENT,
            "the name of an issuer is of another form than `[a-z0-9][a-z0-9-]{0,62}`, or our own",
            "write lower-case letters, digits and hyphens, at most 63, and not `sallyport`"),
    ISSUER_TAKEN(
            "issuer.taken",
            409,
            ALREADY_EXISTS,
            "another declaration has this issuer, or it is our own",
            "change the other declaration, or remove it first"),
    ISSUER_TOO_MANY(
            "issuer.too-many",
            409,
            RESOURCE_EXHAUSTED,
            "there are as many issuers as there may be",
            "remove an issuer that is no longer used"),
    ISSUER_URL_INVALID(
            "issuer.url-invalid",
            422,
            INVALID_ARGUMENT,
            "the URL of the keys is not one that is fetched",
            "write a URL with `https` and a host, without user and fragment; `http` only to this machine"),
    ISSUER_RIGHT_NOT_POSSIBLE(
            "issuer.right-not-possible",
            422,
            INVALID_ARGUMENT,
            "a role would make operators of callers who belong to a tenant",
            "give `operator` only in an issuer of the whole deployment without `tenantClaim`"),

    // Webhooks.
    WEBHOOK_UNKNOWN(
            "webhook.unknown",
            404,
            NOT_FOUND,
            "there is no such webhook",
            "compare the id with the list of webhooks"),
    WEBHOOK_TOO_MANY(
            "webhook.too-many",
            409,
            RESOURCE_EXHAUSTED,
            "there are as many webhooks as there may be",
            "remove a webhook that is no longer used"),
    WEBHOOK_URL_INVALID(
            "webhook.url-invalid",
            422,
            INVALID_ARGUMENT,
            "the URL of a webhook is not one that messages are sent to",
            "write a URL with `https` and a host, without user and fragment"),
    WEBHOOK_DISABLED(
            "webhook.disabled",
            409,
            FAILED_PRECONDITION,
            "the webhook is disabled, so nothing is sent to it",
            "enable the webhook first"),
    WEBHOOK_FULL(
            "webhook.full",
            409,
            RESOURCE_EXHAUSTED,
            "too many messages of the webhook are on their way",
            "mend the receiver and wait until they have arrived"),
    WEBHOOK_MESSAGE_UNKNOWN(
            "webhook.message-unknown",
            404,
            NOT_FOUND,
            "no such message of the webhook was given up",
            "compare the id with the list of dead letters"),

    // Our own addresses.
    EGRESS_INVALID(
            "egress.invalid",
            422,
            INVALID_ARGUMENT,
            "the list of a region has faults; nothing was changed",
            "mend every fault listed in `errors` and send it again"),
    EGRESS_REGION_INVALID(
            "egress.region-invalid",
            422,
            INVALID_ARGUMENT,
            "the name of a region has another form",
            "write 1 to 63 lower-case letters, digits and hyphens, the first no hyphen"),
    EGRESS_REGION_UNKNOWN(
            "egress.region-unknown",
            404,
            NOT_FOUND,
            "nothing was published of this region",
            "compare the name with `/network/index.json`"),
    EGRESS_SERIAL_UNKNOWN(
            "egress.serial-unknown",
            404,
            NOT_FOUND,
            "nothing was published of the region under this serial",
            "compare the number with the history of the region"),
    EGRESS_HOST_UNKNOWN(
            "egress.host-unknown",
            404,
            NOT_FOUND,
            "the host is that of no tenant whose region is published",
            "ask at the host by which you reach the service"),
    EGRESS_TOO_MANY_PREFIXES(
            "egress.too-many-prefixes",
            422,
            RESOURCE_EXHAUSTED,
            "a region has more prefixes than are possible",
            "join neighbouring prefixes, or raise `egress.most-prefixes`"),
    EGRESS_TOO_MANY_REGIONS(
            "egress.too-many-regions",
            409,
            RESOURCE_EXHAUSTED,
            "there are as many regions as there may be",
            "use one that is there"),
    EGRESS_PREFIX_SPECIAL(
            "egress.prefix-special",
            422,
            INVALID_ARGUMENT,
            "a prefix holds private, reserved or multicast addresses, from which nobody can be called over the Internet",
            "list the public address behind which they are translated"),
    EGRESS_PREFIX_OVERLAP(
            "egress.prefix-overlap",
            422,
            INVALID_ARGUMENT,
            "a prefix is given twice or lies in another one",
            "list each address once; direction `both` says that it calls and is called"),
    EGRESS_SERVICE_INVALID(
            "egress.service-invalid",
            422,
            INVALID_ARGUMENT,
            "the name of a service has another form",
            "write 1 to 63 lower-case letters, digits and hyphens, the first no hyphen"),
    EGRESS_LIFE_EMPTY(
            "egress.life-empty",
            422,
            INVALID_ARGUMENT,
            "a prefix goes before its first use",
            "put `removeAfter` behind `notBefore`"),
    EGRESS_PREFIX_LIVE(
            "egress.prefix-live",
            422,
            INVALID_ARGUMENT,
            "a prefix that is in use cannot begin later",
            "leave `notBefore` out"),
    EGRESS_PREFIX_UNKNOWN(
            "egress.prefix-unknown",
            404,
            NOT_FOUND,
            "the prefix is not one that is listed",
            "list it first; customers open before it is used"),
    EGRESS_NOTICE_TOO_SHORT(
            "egress.notice-too-short",
            409,
            FAILED_PRECONDITION,
            true,
            "a prefix would be used before the promised notice is over",
            "put `notBefore` later or leave it out, or override with a reason"),
    EGRESS_REMOVED_TOO_EARLY(
            "egress.removed-too-early",
            409,
            FAILED_PRECONDITION,
            true,
            "a prefix that is listed would vanish before its announced end",
            "set `removeAfter` and leave it in the list, or override with a reason"),
    EGRESS_REMOVAL_TOO_SOON(
            "egress.removal-too-soon",
            409,
            FAILED_PRECONDITION,
            true,
            "the end of a prefix comes before the promised notice is over",
            "put `removeAfter` later, or override with a reason"),
    EGRESS_NOT_YET(
            "egress.not-yet",
            409,
            FAILED_PRECONDITION,
            true,
            "a prefix would go live before its `notBefore`",
            "wait, or override with a reason"),
    EGRESS_CUSTOMERS_NOT_OPEN(
            "egress.customers-not-open",
            409,
            FAILED_PRECONDITION,
            true,
            "customers who acknowledge what they applied have not opened for the prefix",
            "ask those in `errors`, or override with a reason"),
    EGRESS_PRECONDITION_REQUIRED(
            "egress.precondition-required",
            428,
            FAILED_PRECONDITION,
            "a region that is there already is replaced only with the header `If-Match`",
            "read the region and send its `ETag` as `If-Match`"),
    EGRESS_STALE(
            "egress.stale",
            412,
            ABORTED,
            "the region is not what `If-Match` demands: it has changed, or is there already",
            "read the region again, repeat the change, send the new `ETag`"),
    EGRESS_AGENT_INVALID(
            "egress.agent-invalid",
            422,
            INVALID_ARGUMENT,
            "the key of an agent is no public Ed25519 key",
            "send the JSON Web Key that the agent shows: `kty` `OKP`, `crv` `Ed25519`, `x`"),
    EGRESS_AGENT_UNKNOWN(
            "egress.agent-unknown",
            404,
            NOT_FOUND,
            "the tenant has no agent with this id",
            "compare the id with the list of agents"),
    EGRESS_AGENT_EXISTS(
            "egress.agent-exists",
            409,
            ALREADY_EXISTS,
            "the tenant has registered this key before",
            "remove the agent first to give it another name"),
    EGRESS_AGENT_TOO_MANY(
            "egress.agent-too-many",
            409,
            RESOURCE_EXHAUSTED,
            "the tenant has as many agents as it may have",
            "remove one that is gone"),
    EGRESS_ACKNOWLEDGEMENT_INVALID(
            "egress.acknowledgement-invalid",
            422,
            INVALID_ARGUMENT,
            "an acknowledgement says what cannot be",
            "see `detail`; a list that was applied was published before"),
    EGRESS_ACKNOWLEDGEMENT_REFUSED(
            "egress.acknowledgement-refused",
            401,
            UNAUTHENTICATED,
            "an acknowledgement is not signed by an agent of a tenant of this region",
            "have the tenant's admin register the public key of the agent"),
    EGRESS_KEYS_TOO_MANY(
            "egress.keys-too-many",
            409,
            RESOURCE_EXHAUSTED,
            "as many keys as possible sign already",
            "wait until one of them is retired"),
    EGRESS_LISTENERS_TOO_MANY(
            "egress.listeners-too-many",
            503,
            UNAVAILABLE,
            "as many as possible listen to changes already",
            "come back later, or follow the feed or the list itself"),

    // People who were seen.
    SIGHTING_ADDRESS_INVALID(
            "sighting.address-invalid",
            422,
            INVALID_ARGUMENT,
            "the address of a sighting is no address",
            "write the IPv4 or IPv6 address the principal came from"),
    PRINCIPAL_UNKNOWN(
            "principal.unknown",
            404,
            NOT_FOUND,
            "no such principal was seen at this tenant",
            "compare kind and id with the list of principals"),

    // What was observed.
    OBSERVATION_INVALID(
            "observation.invalid",
            422,
            INVALID_ARGUMENT,
            "a cell of an import makes no sense",
            "see `detail`; a cell is about one address within one hour that has begun");

    private static final Map<String, ProblemCode> BY_CODE =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(ProblemCode::code, Function.identity()));

    private final String code;
    private final int httpStatus;
    private final GrpcStatus grpcStatus;
    private final boolean overridable;
    private final String meaning;
    private final String remedy;

    ProblemCode(
            String code,
            int httpStatus,
            GrpcStatus grpcStatus,
            boolean overridable,
            String meaning,
            String remedy) {
        this.code = code;
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
        this.overridable = overridable;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    ProblemCode(String code, int httpStatus, GrpcStatus grpcStatus, String meaning, String remedy) {
        this(code, httpStatus, grpcStatus, false, meaning, remedy);
    }

    ProblemCode(AddressFault fault, String meaning, String remedy) {
        this(
                "policy." + fault.code().replace('.', '-'),
                422,
                INVALID_ARGUMENT,
                false,
                meaning,
                remedy);
    }

    /** Returns the public code, such as {@code policy.prefix-host-bits-set}. */
    public String code() {
        return code;
    }

    /** Returns the HTTP status of an answer with this code: 400 to 599. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Returns the gRPC status of an answer with this code. */
    public GrpcStatus grpcStatus() {
        return grpcStatus;
    }

    /**
     * Returns whether a caller with the scope for it may go ahead in spite of this, giving a
     * reason.
     */
    public boolean isOverridable() {
        return overridable;
    }

    /** Returns what has happened, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Returns what to do about it, in one sentence. */
    public String remedy() {
        return remedy;
    }

    /** Returns the problem whose public code is {@code code}, if there is one. */
    public static Optional<ProblemCode> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Returns the code of a declaration that the engine refuses. */
    public static ProblemCode of(ChannelFault.Kind fault) {
        return switch (fault) {
            case BUILT_IN -> CHANNEL_BUILT_IN;
            case REPEATED -> CHANNEL_REPEATED;
            case PATH_START -> CHANNEL_PATH_START;
            case PATH_EMPTY_SEGMENT -> CHANNEL_PATH_EMPTY_SEGMENT;
            case PATH_DOT_SEGMENT -> CHANNEL_PATH_DOT_SEGMENT;
            case PATH_ESCAPE -> CHANNEL_PATH_ESCAPE;
            case PATH_CHARACTER -> CHANNEL_PATH_CHARACTER;
            case PATH_REPEATED -> CHANNEL_PATH_REPEATED;
        };
    }

    /** Returns the code of a text that the engine's strict parser refuses. */
    public static ProblemCode of(AddressFault fault) {
        return switch (fault) {
            case EMPTY -> ADDRESS_EMPTY;
            case TOO_LONG -> ADDRESS_TOO_LONG;
            case LEADING_ZERO -> ADDRESS_LEADING_ZERO;
            case SHORT_FORM -> ADDRESS_SHORT_FORM;
            case OUT_OF_RANGE -> ADDRESS_OUT_OF_RANGE;
            case ZONE -> ADDRESS_ZONE;
            case NOT_AN_ADDRESS -> ADDRESS_NOT_AN_ADDRESS;
            case GROUPS -> ADDRESS_IPV6_GROUPS;
            case PORT -> ADDRESS_PORT;
            case WHITE_SPACE -> ADDRESS_WHITE_SPACE;
            case IPV4_MAPPED -> ADDRESS_IPV4_MAPPED;
            case PREFIX_LENGTH_SYNTAX -> PREFIX_LENGTH_SYNTAX;
            case PREFIX_LENGTH_RANGE -> PREFIX_LENGTH_RANGE;
            case PREFIX_MASK -> PREFIX_MASK;
            case PREFIX_HOST_BITS -> PREFIX_HOST_BITS_SET;
            case RANGE_SYNTAX -> RANGE_SYNTAX;
            case RANGE_MIXED_FAMILIES -> RANGE_MIXED_FAMILIES;
            case RANGE_REVERSED -> RANGE_REVERSED;
        };
    }

    @Override
    public String toString() {
        return code;
    }
}
