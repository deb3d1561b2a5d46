package dev.sallyport.cli.api;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport webhook}: who is told of what happens. */
@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        description = "Who is told of what happens: webhooks of a tenant, or of the operator.",
        subcommands = {
            WebhookCommand.ListAll.class,
            WebhookCommand.Add.class,
            WebhookCommand.Change.class,
            WebhookCommand.Remove.class,
            WebhookCommand.Rotate.class,
            WebhookCommand.Test.class,
            WebhookCommand.Deliveries.class,
            WebhookCommand.DeadLetters.class,
            WebhookCommand.Replay.class
        })
public final class WebhookCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /* Whose webhooks a command is about, and where the server is. */
    static final class Owner {
        @Mixin private ApiOptions api;

        @Option(
                names = "--tenant",
                paramLabel = "TENANT",
                description = "The tenant; the operator's own webhooks if not said.")
        private @Nullable String tenant;

        private String path() {
            String of = tenant == null ? "" : "/tenants/" + ApiClient.segment(tenant);
            return "/api/v1" + of + "/webhooks";
        }

        private String path(String id) {
            return path() + "/" + ApiClient.segment(id);
        }

        private ApiAnswer ask(String method, String path, @Nullable String body) {
            try (ApiClient client = api.connect()) {
                return client.ask(method, path, body);
            }
        }

        private int messages(String path) {
            ApiAnswer answer = ask("GET", path, null);
            api.write(
                    answer,
                    ApiOptions.table(
                            answer.json().path("items"),
                            "id",
                            "event",
                            "number",
                            "at",
                            "attempts",
                            "nextAt",
                            "lastResult"));
            return 0;
        }
    }

    private static void events(ObjectNode document, @Nullable List<String> events) {
        if (events != null) {
            ArrayNode array = document.putArray("events");
            events.stream().filter(event -> !event.equals("all")).forEach(array::add);
        }
    }

    /** {@code sallyport webhook list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists webhooks.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private Owner owner;

        @Override
        public Integer call() {
            ApiAnswer answer = owner.ask("GET", owner.path(), null);
            owner.api.write(
                    answer,
                    ApiOptions.table(
                            answer.json().path("items"),
                            "id",
                            "url",
                            "events",
                            "description",
                            "enabled",
                            "disabledBecause"));
            return 0;
        }
    }

    /** {@code sallyport webhook add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a webhook and shows its secret, this once.")
    static final class Add implements Callable<Integer> {
        @Mixin private Owner owner;

        @Parameters(paramLabel = "URL", description = "Where messages are posted to.")
        private String url = "";

        @Option(
                names = "--event",
                split = ",",
                paramLabel = "EVENT",
                description = "Of what it is told, such as policy.reverted; of all if not said.")
        private @Nullable List<String> events;

        @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
        private String description = "";

        @Override
        public Integer call() {
            ObjectNode document =
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("url", url)
                            .put("description", description);
            WebhookCommand.events(document, events);
            owner.api.write(owner.ask("POST", owner.path(), document.toString()));
            return 0;
        }
    }

    /** {@code sallyport webhook change}. */
    @Command(
            name = "change",
            mixinStandardHelpOptions = true,
            description = "Changes a webhook; what is not said stays as it is.")
    static final class Change implements Callable<Integer> {
        @Mixin private Owner owner;

        @Parameters(paramLabel = "WEBHOOK", description = "The id of the webhook.")
        private String id = "";

        @Option(names = "--url", paramLabel = "URL", description = "Where messages are posted to.")
        private @Nullable String url;

        @Option(
                names = "--event",
                split = ",",
                paramLabel = "EVENT",
                description = "Of what it is told; `all` for all.")
        private @Nullable List<String> events;

        @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
        private @Nullable String description;

        @Option(
                names = "--enabled",
                arity = "1",
                paramLabel = "true|false",
                description = "Whether messages are made and sent.")
        private @Nullable Boolean enabled;

        @Override
        public Integer call() {
            ObjectNode document = JsonMapper.shared().createObjectNode();
            if (url != null) {
                document.put("url", url);
            }
            if (description != null) {
                document.put("description", description);
            }
            if (enabled != null) {
                document.put("enabled", enabled);
            }
            WebhookCommand.events(document, events);
            owner.api.write(owner.ask("PATCH", owner.path(id), document.toString()));
            return 0;
        }
    }

    /** {@code sallyport webhook remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a webhook with its messages.")
    static final class Remove implements Callable<Integer> {
        @Mixin private Owner owner;

        @Parameters(paramLabel = "WEBHOOK", description = "The id of the webhook.")
        private String id = "";

        @Override
        public Integer call() {
            ApiAnswer _ = owner.ask("DELETE", owner.path(id), null);
            owner.api.say("webhook " + id + " is removed");
            return 0;
        }
    }

    /** {@code sallyport webhook rotate}. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Gives a webhook a new secret and shows it, this once.",
                "For 24 hours messages are signed with the one of before too."
            })
    static final class Rotate implements Callable<Integer> {
        @Mixin private Owner owner;

        @Parameters(paramLabel = "WEBHOOK", description = "The id of the webhook.")
        private String id = "";

        @Override
        public Integer call() {
            owner.api.write(owner.ask("POST", owner.path(id) + "/rotate", null));
            return 0;
        }
    }

    /** {@code sallyport webhook test}. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description =
                    "Sends a message that only tries the webhook; `deliveries` shows what came of it.")
    static final class Test implements Callable<Integer> {
        @Mixin private Owner owner;

        @Parameters(paramLabel = "WEBHOOK", description = "The id of the webhook.")
        private String id = "";

        @Override
        public Integer call() {
            owner.api.write(owner.ask("POST", owner.path(id) + "/test", null));
            return 0;
        }
    }

    /** {@code sallyport webhook deliveries}. */
    @Command(
            name = "deliveries",
            mixinStandardHelpOptions = true,
            description = "Lists messages that were taken, or with --pending those on their way.")
    static final class Deliveries implements Callable<Integer> {
        @Mixin private Owner owner;

        @Parameters(paramLabel = "WEBHOOK", description = "The id of the webhook.")
        private String id = "";

        @Option(names = "--pending", description = "Those on their way.")
        private boolean pending;

        @Override
        public Integer call() {
            return owner.messages(
                    owner.path(id) + "/deliveries" + (pending ? "?pending=true" : ""));
        }
    }

    /** {@code sallyport webhook dead-letters}. */
    @Command(
            name = "dead-letters",
            mixinStandardHelpOptions = true,
            description = "Lists messages that were given up.")
    static final class DeadLetters implements Callable<Integer> {
        @Mixin private Owner owner;

        @Parameters(paramLabel = "WEBHOOK", description = "The id of the webhook.")
        private String id = "";

        @Override
        public Integer call() {
            return owner.messages(owner.path(id) + "/dead-letters");
        }
    }

    /** {@code sallyport webhook replay}. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Sends messages again that were given up: all, or one.")
    static final class Replay implements Callable<Integer> {
        @Mixin private Owner owner;

        @Parameters(index = "0", paramLabel = "WEBHOOK", description = "The id of the webhook.")
        private String id = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "MESSAGE",
                description = "The id of the message; all if not said.")
        private @Nullable String message;

        @Override
        public Integer call() {
            String dead = owner.path(id) + "/dead-letters";
            owner.api.write(
                    owner.ask(
                            "POST",
                            message == null
                                    ? dead + ":replay"
                                    : dead + "/" + ApiClient.segment(message) + "/replay",
                            null));
            return 0;
        }
    }
}
