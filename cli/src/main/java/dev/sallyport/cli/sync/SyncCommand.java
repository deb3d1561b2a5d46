package dev.sallyport.cli.sync;

import dev.sallyport.agent.sync.Acknowledger;
import dev.sallyport.agent.sync.StateFolder;
import dev.sallyport.agent.sync.StateFolder.StateException;
import dev.sallyport.agent.sync.StatusText;
import dev.sallyport.agent.sync.Sync;
import dev.sallyport.agent.sync.SyncOutcome;
import dev.sallyport.agent.sync.SyncOutcome.Result;
import dev.sallyport.agent.sync.SyncSettings;
import dev.sallyport.agent.target.Target;
import dev.sallyport.agent.target.Targets;
import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.egress.fetch.FetchLimits;
import dev.sallyport.egress.fetch.Fetcher;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport sync}: keeps a firewall, proxy or file in step with a published list. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = SyncKeyCommand.class,
        description =
                "Keeps a firewall, proxy or file in step with a published list: adds at once, removes"
                        + " after a grace, and changes nothing when something is wrong.",
        footer = {
            "",
            "Targets: nftables:inet/filter/SET4,SET6  ipset:SET4,SET6  nginx:FILE",
            "         haproxy:FILE?socket=SOCKET  file:FILE  aws-prefix-list:FILE?family=ipv4",
            "         network-policy:FILE?name=NAME&namespace=NAMESPACE",
            "",
            "Exit status: 0 in step, 1 the target could not be changed and is as it was, 2 usage,"
                    + " 4 the list was refused, 5 it cannot be had, 6 the target could not be put"
                    + " back: look at it.",
            "",
            "Example:",
            "  sallyport sync --from https://acme.saas.example --key THUMBPRINT"
                    + " --to nftables:inet/filter/saas4,saas6 --state /var/lib/sallyport/saas"
        })
public final class SyncCommand implements Callable<Integer> {

    private static final int BROKEN = 6;

    @Spec private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "URL",
            description = "The list, or a host whose well-known document says where it is.")
    private @Nullable URI from;

    @Option(names = "--to", paramLabel = "TARGET", description = "What is kept in step.")
    private @Nullable String to;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "Where the agent keeps what it knows of this target.")
    private @Nullable Path state;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Goes on for ever, one round each: 5m, 1h. Once if not said.")
    private @Nullable Duration every;

    @Option(
            names = "--dry-run",
            description = "Says what would change; changes neither the target nor the state.")
    private boolean dryRun;

    @Mixin private TrustOptions trust;

    @Mixin private ListOptions list;

    @Option(
            names = "--plain-http",
            description =
                    "Follows http to other hosts too: whoever is between can change the list.")
    private boolean plain;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Durations.class,
            defaultValue = "1m",
            description = "How long one document may take; 1m if not said.")
    private Duration timeout = Duration.ofMinutes(1);

    @Option(
            names = "--acknowledge",
            paramLabel = "KEYFILE",
            description =
                    "Tells the publisher which serial is applied, signed with this key"
                            + " (`sallyport sync key` makes one).")
    private @Nullable Path ownKey;

    @Override
    public Integer call() throws InterruptedException {
        if (from == null || to == null || state == null) {
            throw new ParameterException(spec.commandLine(), "--from, --to and --state are needed");
        }
        Target target;
        SyncSettings settings;
        try {
            target = Targets.of(to);
            settings = list.settings(from, trust.unsigned, trust.trust(), System.getenv());
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        if (ownKey != null && !settings.isWhole()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--acknowledge says that the whole list is applied, so it goes with no"
                            + " --service, --only or --direction inbound");
        }
        SSLContext context = trust.context();
        FetchLimits limits =
                new FetchLimits(
                        settings.limits().bytes(), Duration.ofSeconds(10), timeout, 5, plain);
        try (StateFolder folder = StateFolder.open(state);
                Fetcher fetcher = new Fetcher(limits, context)) {
            Sync sync = new Sync(settings, target, folder, fetcher, _ -> {});
            Acknowledger acknowledger =
                    ownKey == null
                            ? null
                            : new Acknowledger(TrustOptions.ownKey(ownKey), fetcher, context);
            return rounds(sync, target, folder, acknowledger);
        } catch (StateException refused) {
            throw new CommandFailure(ExitStatus.FAILURE, refused.refusal().words());
        }
    }

    private int rounds(
            Sync sync, Target target, StateFolder folder, @Nullable Acknowledger acknowledger)
            throws InterruptedException, StateException {
        Instant success = folder.lastSuccess().orElse(null);
        while (true) {
            Instant now = Instant.now();
            SyncOutcome outcome = sync.round(now, dryRun);
            int status = status(outcome.result());
            success = status == ExitStatus.SUCCESS ? now : success;
            say(outcome, target);
            if (!dryRun) {
                folder.writeStatus(StatusText.write(outcome, target.name(), now, success));
            }
            if (acknowledger != null && !dryRun) {
                String words = sync.acknowledge(outcome, acknowledger, now);
                if (!words.isEmpty()) {
                    spec.commandLine().getErr().println("sallyport: " + words);
                    spec.commandLine().getErr().flush();
                }
            }
            if (every == null) {
                return status;
            }
            // A tenth more or less, so that not all agents ask at the same instant.
            double spread = 0.9 + 0.2 * ThreadLocalRandom.current().nextDouble();
            Thread.sleep(Math.max(1000, (long) (every.toMillis() * spread)));
        }
    }

    private void say(SyncOutcome outcome, Target target) {
        PrintWriter out = spec.commandLine().getOut();
        outcome.lines().forEach(out::println);
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        String result = outcome.result().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String code = outcome.code().isEmpty() ? "" : " [" + outcome.code() + "]";
        err.println("sallyport: " + target.name() + ": " + result + ": " + outcome.detail() + code);
        err.flush();
    }

    private static int status(Result result) {
        return switch (result) {
            case IN_STEP, APPLIED, WOULD_APPLY -> ExitStatus.SUCCESS;
            case REFUSED -> ExitStatus.INVALID_POLICY;
            case UNAVAILABLE -> ExitStatus.UNAVAILABLE;
            case ROLLED_BACK -> ExitStatus.FAILURE;
            case BROKEN -> BROKEN;
        };
    }
}
