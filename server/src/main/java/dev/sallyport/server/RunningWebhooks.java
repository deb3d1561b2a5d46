package dev.sallyport.server;

import dev.sallyport.control.webhook.WebhookQueue;
import dev.sallyport.control.webhook.WebhookSecrets;
import dev.sallyport.control.webhook.Webhooks;
import dev.sallyport.document.WebhookBodies;
import dev.sallyport.server.audit.AuditWatch;
import dev.sallyport.server.node.Housekeeping;
import dev.sallyport.server.token.SigningKey;
import dev.sallyport.server.web.WebhookServices;
import dev.sallyport.server.webhook.WebhookCourier;
import dev.sallyport.server.webhook.WebhookSettings;
import dev.sallyport.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** Webhooks, wired. */
final class RunningWebhooks implements AutoCloseable {

    private final WebhookQueue queue;
    private final WebhookCourier courier;
    private final WebhookServices services;
    private final WebhookSettings settings;

    private RunningWebhooks(
            WebhookQueue queue,
            WebhookCourier courier,
            WebhookServices services,
            WebhookSettings settings) {
        this.queue = queue;
        this.courier = courier;
        this.services = services;
        this.settings = settings;
    }

    static RunningWebhooks open(
            Path folder,
            SqliteStore store,
            WebhookSettings settings,
            SecureRandom random,
            Clock clock)
            throws IOException {
        WebhookSecrets secrets =
                new WebhookSecrets(SigningKey.in(folder, SigningKey.WEBHOOK_FILE, random));
        WebhookBodies bodies = new WebhookBodies();
        WebhookQueue queue =
                new WebhookQueue(store, bodies, settings.limits(), settings.schedule());
        WebhookCourier courier = new WebhookCourier(queue, secrets, settings, clock, random);
        courier.start();
        Webhooks webhooks =
                new Webhooks(store, settings.limits(), bodies, settings.isPrivateAllowed());
        return new RunningWebhooks(
                queue, courier, new WebhookServices(webhooks, secrets), settings);
    }

    /* Tells the head of the audit log now and then. */
    void keepHouse(Housekeeping housekeeping, AuditWatch watch) {
        housekeeping.every(settings.headInterval(), () -> queue.tell(watch.head()));
    }

    WebhookServices services() {
        return services;
    }

    WebhookCourier courier() {
        return courier;
    }

    @Override
    public void close() {
        courier.close();
    }
}
