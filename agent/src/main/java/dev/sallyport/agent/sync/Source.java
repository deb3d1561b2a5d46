package dev.sallyport.agent.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.agent.plan.Refusal;
import dev.sallyport.agent.sync.Publication.Refused;
import dev.sallyport.agent.sync.Publication.Taken;
import dev.sallyport.agent.sync.Publication.Unavailable;
import dev.sallyport.egress.document.DocumentFault;
import dev.sallyport.egress.document.EgressDocument;
import dev.sallyport.egress.document.EgressDocumentReader;
import dev.sallyport.egress.document.Reading;
import dev.sallyport.egress.document.SourceIps;
import dev.sallyport.egress.document.SourceIpsReader;
import dev.sallyport.egress.document.WellKnown;
import dev.sallyport.egress.fetch.FetchFailure;
import dev.sallyport.egress.fetch.FetchResult;
import dev.sallyport.egress.fetch.Fetcher;
import dev.sallyport.egress.fetch.Validators;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.egress.signature.Jws;
import dev.sallyport.egress.signature.SignatureCheck;
import dev.sallyport.egress.signature.TrustedKeys;
import dev.sallyport.engine.address.IpPrefix;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/* The published list: fetched, verified and read. */
final class Source {

    private record Places(URI document, URI signature, URI keys) {}

    private final Fetcher fetcher;
    private final SyncSettings settings;
    private final Instant now;

    Source(Fetcher fetcher, SyncSettings settings, Instant now) {
        this.fetcher = fetcher;
        this.settings = settings;
        this.now = now;
    }

    Publication fetch(AgentState state) throws InterruptedException {
        URI from = settings.from();
        Places places = new Places(from, URI.create(from + ".jws"), from.resolve("../keys.json"));
        boolean isHost = from.getPath() == null || from.getPath().matches("/?");
        if (isHost) {
            FetchResult known = fetcher.fetch(from.resolve(WellKnown.PATH), Validators.NONE);
            if (!(known instanceof FetchResult.Fetched found)) {
                return failed(known);
            }
            switch (WellKnown.read(found.body().bytes())) {
                case Reading.Sound<WellKnown>(WellKnown it) ->
                        places = new Places(it.document(), it.signature(), it.keys());
                case Reading.Faulty<WellKnown> faulty -> {
                    return faulty(faulty);
                }
            }
        }
        boolean isSameQuestion = state.settings().equals(settings.digest());
        FetchResult result =
                fetcher.fetch(
                        places.document(), isSameQuestion ? state.validators() : Validators.NONE);
        return switch (result) {
            case FetchResult.Failed _ -> failed(result);
            case FetchResult.NotModified(Instant date) -> {
                Refused skew = skew(date);
                yield skew == null ? new Publication.Same(keys(places, state)) : skew;
            }
            case FetchResult.Fetched fetched -> {
                Refused skew = skew(fetched.date());
                yield skew == null ? read(fetched, places, state) : skew;
            }
        };
    }

    /* Asked for in every round: keys change while the list does not, and their overlap ends. */
    private TrustedKeys keys(Places places, AgentState state) throws InterruptedException {
        return settings.format() == SyncSettings.Format.SIGNED
                ? new KeyLearning(fetcher, settings.trust()).learn(places.keys(), state.keys())
                : state.keys();
    }

    private static Publication failed(FetchResult result) {
        if (!(result instanceof FetchResult.Failed failed)) {
            return new Unavailable(
                    new Refusal("fetch.status", "the list is not where it should be", ""));
        }
        Refusal refusal = new Refusal(failed.failure().code(), failed.detail(), "");
        return switch (failed.failure()) {
            case NOT_SECURE,
                    TLS_NAME_MISMATCH,
                    TLS,
                    TOO_LARGE,
                    TRUNCATED,
                    ENCODING,
                    REDIRECT_LOOP,
                    TOO_MANY_REDIRECTS,
                    REDIRECT,
                    PROTOCOL ->
                    new Refused(refusal, List.of());
            case UNREACHABLE, TOO_SLOW, STATUS -> new Unavailable(refusal);
        };
    }

    private @Nullable Refused skew(@Nullable Instant theirs) {
        if (theirs == null || Duration.between(theirs, now).abs().compareTo(settings.skew()) <= 0) {
            return null;
        }
        return new Refused(
                "sync.clock-skew",
                "the server's clock says " + theirs + " and this machine's " + now,
                "set the clocks; removals are counted by them");
    }

    private Publication read(FetchResult.Fetched fetched, Places places, AgentState state)
            throws InterruptedException {
        byte[] bytes = fetched.body().bytes();
        return switch (settings.format()) {
            case SIGNED -> signed(bytes, fetched.validators(), places, state);
            case RICH -> rich(bytes, fetched.validators(), state.keys(), state);
            case JSON ->
                    plain(
                            SourceIpsReader.json(bytes, settings.limits(), settings.tolerance()),
                            bytes,
                            fetched.validators(),
                            state);
            case YAML ->
                    plain(
                            SourceIpsReader.yaml(bytes, settings.limits(), settings.tolerance()),
                            bytes,
                            fetched.validators(),
                            state);
            case TEXT ->
                    plain(
                            SourceIpsReader.text(bytes, settings.limits(), settings.tolerance()),
                            bytes,
                            fetched.validators(),
                            state);
        };
    }

    private Publication signed(byte[] bytes, Validators validators, Places places, AgentState state)
            throws InterruptedException {
        FetchResult signature = fetcher.fetch(places.signature(), Validators.NONE);
        if (signature instanceof FetchResult.Failed failed) {
            return failed.failure() == FetchFailure.STATUS
                    ? new Refused(
                            "signature.missing",
                            "the list is not signed",
                            "`--unsigned` takes lists that nobody signed")
                    : failed(signature);
        }
        if (!(signature instanceof FetchResult.Fetched found)) {
            return failed(signature);
        }
        TrustedKeys keys = keys(places, state);
        if (keys.keys().isEmpty()) {
            return new Refused(
                    "signature.no-key",
                    "no key is trusted yet",
                    "give the publisher's key or its thumbprint with `--key`");
        }
        SignatureCheck check = check(found, bytes, keys);
        if (check instanceof SignatureCheck.Forged) {
            check = ofItsSerial(bytes, places, keys).orElse(check);
        }
        return switch (check) {
            case SignatureCheck.Valid _ -> rich(bytes, validators, keys, state);
            case SignatureCheck.RetiredKey _ -> unsound("signature.retired-key", check);
            case SignatureCheck.UnknownKey _ -> unsound("signature.unknown-key", check);
            case SignatureCheck.Forged _ -> unsound("signature.forged", check);
            case SignatureCheck.Malformed _ -> unsound("signature.malformed", check);
        };
    }

    private static SignatureCheck check(
            FetchResult.Fetched signature, byte[] document, TrustedKeys keys) {
        return Jws.checkDetached(
                new String(signature.body().bytes(), UTF_8), Jws.LIST, document, keys);
    }

    /* A cache may hold the list and the signature of two serials; what stands by the serial's number does not change. */
    private Optional<SignatureCheck> ofItsSerial(byte[] bytes, Places places, TrustedKeys keys)
            throws InterruptedException {
        if (!(EgressDocumentReader.read(bytes, settings.limits())
                instanceof Reading.Sound<EgressDocument>(EgressDocument document))) {
            return Optional.empty();
        }
        URI signature =
                places.document()
                        .resolve("serials/" + document.list().serial() + "/egress.json.jws");
        return fetcher.fetch(signature, Validators.NONE) instanceof FetchResult.Fetched found
                ? Optional.of(check(found, bytes, keys))
                : Optional.empty();
    }

    private static Refused unsound(String code, SignatureCheck check) {
        return new Refused(code, check.words(), "");
    }

    private Publication rich(
            byte[] bytes, Validators validators, TrustedKeys keys, AgentState state) {
        return switch (EgressDocumentReader.read(bytes, settings.limits())) {
            case Reading.Faulty<EgressDocument> faulty -> faulty(faulty);
            case Reading.Sound<EgressDocument>(EgressDocument document) ->
                    taken(document, bytes, validators, keys, state);
        };
    }

    private Publication taken(
            EgressDocument document,
            byte[] bytes,
            Validators validators,
            TrustedKeys keys,
            AgentState state) {
        String sha256 = StateText.digest(bytes);
        long serial = document.list().serial();
        String region = document.list().region();
        if (document.list().created().isAfter(now.plus(settings.skew()))) {
            return new Refused(
                    "sync.clock-skew",
                    "the list was made at "
                            + document.list().created()
                            + " and it is "
                            + now
                            + " by this machine's clock",
                    "set the clocks; removals are counted by them");
        }
        if (!state.region().isEmpty() && !state.region().equals(region)) {
            return new Refused(
                    "sync.other-region",
                    "the list is of region `"
                            + region
                            + "`, the last one of `"
                            + state.region()
                            + "`",
                    "give each region a folder of its own");
        }
        if (serial < state.serial() && !settings.takeOlder()) {
            return new Refused(
                    "sync.older-serial",
                    "the list has serial " + serial + ", the last one had " + state.serial(),
                    "`--take-older` takes it");
        }
        if (serial == state.serial() && !sha256.equals(state.sha256())) {
            return new Refused(
                    "sync.serial-reused",
                    "the list has serial " + serial + " as the last one and says something else",
                    "ask the publisher");
        }
        List<IpPrefix> prefixes =
                document.list().prefixes().stream()
                        .filter(each -> each.isListedAt(now) && isWanted(each))
                        .map(EgressPrefix::prefix)
                        .distinct()
                        .toList();
        return checked(new Taken(region, serial, sha256, prefixes, keys, validators));
    }

    private boolean isWanted(EgressPrefix prefix) {
        boolean isOfService =
                settings.service() == null || settings.service().equals(prefix.service());
        return isOfService
                && (settings.direction() == Direction.BOTH
                        || prefix.direction().includes(settings.direction()));
    }

    private Publication plain(
            Reading<SourceIps> reading, byte[] bytes, Validators validators, AgentState state) {
        return switch (reading) {
            case Reading.Faulty<SourceIps> faulty -> faulty(faulty);
            case Reading.Sound<SourceIps>(SourceIps source) ->
                    !state.region().isEmpty() && !state.region().equals(source.region())
                            ? new Refused(
                                    "sync.other-region",
                                    "the list is of another region than the last one",
                                    "give each region a folder of its own")
                            : checked(
                                    new Taken(
                                            source.region(),
                                            state.serial(),
                                            StateText.digest(bytes),
                                            source.prefixes(),
                                            state.keys(),
                                            validators));
        };
    }

    private Publication checked(Taken taken) {
        Refused objection = new PrefixCheck(settings).objection(taken.prefixes());
        if (objection != null) {
            return objection;
        }
        List<IpPrefix> wanted =
                taken.prefixes().stream()
                        .filter(each -> settings.families().contains(each.family()))
                        .toList();
        return new Taken(
                taken.region(),
                taken.serial(),
                taken.sha256(),
                wanted,
                taken.keys(),
                taken.validators());
    }

    private static Refused faulty(Reading.Faulty<?> faulty) {
        DocumentFault first = faulty.faults().getFirst();
        return new Refused(
                new Refusal(
                        first.code(),
                        (first.where().isEmpty() ? "" : first.where() + ": ") + first.detail(),
                        first.hint()),
                faulty.faults().stream().skip(1).limit(20).map(DocumentFault::words).toList());
    }
}
