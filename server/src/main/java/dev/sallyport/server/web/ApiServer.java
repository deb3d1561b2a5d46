package dev.sallyport.server.web;

import dev.sallyport.document.DocumentLimits;
import dev.sallyport.server.config.ServerConfiguration;
import dev.sallyport.server.egress.NoticeBell;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The API's port. Started once and closed once.
 *
 * <p>Spring Boot's embedded Tomcat under Spring MVC, wired here bean by bean: what is not listed is
 * not there. Guessing the same from the class path (auto-configuration) takes seconds of every
 * start.
 */
public final class ApiServer implements AutoCloseable {

    private static final int BEFORE_OTHERS = -100;

    /* More often than proxies give up on a silent connection, which is a minute for most. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    /* Those doors have their own ways to say who somebody is, and to refuse. */
    private static final int BEFORE_SECURITY = -50;

    private final ServletWebServerApplicationContext context;
    private final int port;

    private ApiServer(ServletWebServerApplicationContext context, int port) {
        this.context = context;
        this.port = port;
    }

    /**
     * Returns the API, listening.
     *
     * @param workFolder a folder for the container's own temporary files
     * @throws org.springframework.boot.web.server.PortInUseException perhaps as a cause, if the
     *     port is taken
     */
    public static ApiServer start(
            ServerConfiguration configuration, ApiServices services, Path workFolder) {
        ServletWebServerApplicationContext context = new ServletWebServerApplicationContext();
        context.setId("sallyport");
        register(context, configuration, services, workFolder);
        boolean started = false;
        try {
            context.refresh();
            WebServer server = context.getWebServer();
            if (server == null) {
                throw new IllegalStateException("there is no web server after the start");
            }
            started = true;
            return new ApiServer(context, server.getPort());
        } finally {
            if (!started) {
                context.close();
            }
        }
    }

    private static void register(
            ServletWebServerApplicationContext context,
            ServerConfiguration configuration,
            ApiServices services,
            Path workFolder) {
        context.registerBean(
                AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME,
                DefaultLifecycleProcessor.class,
                () -> {
                    DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
                    processor.setTimeoutPerShutdownPhase(
                            configuration.api().shutdownGrace().toMillis());
                    return processor;
                });
        context.registerBean(
                ServletWebServerFactory.class, () -> TomcatPort.factory(configuration, workFolder));
        filters(context, configuration, services);
        framework(context, services);
        doors(context, configuration, services);
    }

    private static void filters(
            ServletWebServerApplicationContext context,
            ServerConfiguration configuration,
            ApiServices services) {
        ApiMetrics metrics = new ApiMetrics();
        context.registerBean(ApiMetrics.class, () -> metrics);
        context.registerBean(
                "requestFilter",
                FilterRegistrationBean.class,
                () ->
                        filter(
                                new RequestFilter(
                                        configuration.api().clientAddresses(),
                                        metrics,
                                        services.random()),
                                BEFORE_OTHERS));
        context.registerBean(
                "doorFilter",
                FilterRegistrationBean.class,
                () -> filter(services.doors(), BEFORE_SECURITY));
        context.registerBean(
                "securityFilter",
                FilterRegistrationBean.class,
                () -> filter(SecurityFilters.of(services.tokens(), services.external()), 0));
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, int order) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }

    private static void framework(
            ServletWebServerApplicationContext context, ApiServices services) {
        context.registerBean(DispatcherServlet.class);
        context.registerBean(
                "dispatcherServletRegistration",
                ServletRegistrationBean.class,
                () -> {
                    ServletRegistrationBean<DispatcherServlet> registration =
                            new ServletRegistrationBean<>(
                                    context.getBean(DispatcherServlet.class), "/");
                    registration.setLoadOnStartup(1);
                    int most = TokenRequest.MAX_BODY;
                    registration.setMultipartConfig(
                            new MultipartConfigElement("", most, 2L * most, most));
                    return registration;
                });
        context.registerBean(
                RequestMappingHandlerMapping.class,
                () -> {
                    RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
                    mapping.setInterceptors(new KnownParameters());
                    return mapping;
                });
        context.registerBean(
                RequestMappingHandlerAdapter.class,
                () -> {
                    RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
                    adapter.setMessageConverters(List.of(new ByteArrayHttpMessageConverter()));
                    adapter.setCustomArgumentResolvers(List.of(new CallArgument(services.clock())));
                    return adapter;
                });
        context.registerBean(
                DispatcherServlet.HANDLER_EXCEPTION_RESOLVER_BEAN_NAME,
                ProblemResolver.class,
                ProblemResolver::new);
    }

    private static void doors(
            ServletWebServerApplicationContext context,
            ServerConfiguration configuration,
            ApiServices services) {
        Bodies bodies =
                new Bodies(configuration.limits().bodyBytes(), configuration.api().bodyTimeout());
        DocumentLimits limits = services.documentLimits();
        context.registerBean(
                TenantDoor.class,
                () ->
                        new TenantDoor(
                                services.tenants(),
                                services.people(),
                                services.publisher().network(),
                                bodies,
                                limits));
        context.registerBean(
                PolicyDoor.class,
                () ->
                        new PolicyDoor(
                                services.policies(),
                                services.publish(),
                                services.people(),
                                services.entries().review(),
                                bodies,
                                limits));
        context.registerBean(
                DraftDoor.class,
                () ->
                        new DraftDoor(
                                services.drafts(),
                                services.publish(),
                                services.people(),
                                services.entries().review(),
                                bodies,
                                limits));
        context.registerBean(
                CheckDoor.class,
                () -> new CheckDoor(services.check(), services.people(), bodies, limits));
        context.registerBean(
                ExplanationDoor.class,
                () ->
                        new ExplanationDoor(
                                services.explanations(), bodies, limits, services.clock()));
        context.registerBean(
                PeopleDoor.class, () -> new PeopleDoor(services.people(), bodies, limits));
        context.registerBean(AuditDoor.class, () -> new AuditDoor(services.audit()));
        context.registerBean(
                WebhookDoor.class,
                () ->
                        new WebhookDoor(
                                services.audit().webhooks(), bodies, limits, services.random()));
        context.registerBean(
                IssuerDoor.class, () -> new IssuerDoor(services.issuers(), bodies, limits));
        context.registerBean(
                ChannelDoor.class, () -> new ChannelDoor(services.channels(), bodies, limits));
        context.registerBean(
                ListDoor.class,
                () ->
                        new ListDoor(
                                services.lists(),
                                services.putList(),
                                services.people(),
                                services.entries().review(),
                                bodies,
                                limits,
                                services.listLimits()));
        context.registerBean(
                ClientDoor.class,
                () -> new ClientDoor(services.clients(), services.secrets(), bodies, limits));
        context.registerBean(
                TokenDoor.class,
                () -> new TokenDoor(services.issuer(), services.attempts(), bodies));
        context.registerBean(OpenApiDoor.class, OpenApiDoor::new);
        onboardingDoors(context, configuration, services, bodies);
        context.registerBean(
                HealthDoor.class,
                () ->
                        new HealthDoor(
                                services.directory(),
                                services.keeper(),
                                services.geo(),
                                services.gateTokens(),
                                services.onboarding().deployment()));
        context.registerBean(GeoDoor.class, () -> new GeoDoor(services.geo()));
        context.registerBean(FeedDoor.class, () -> new FeedDoor(services.feeds()));
        context.registerBean(RegionDoor.class, () -> new RegionDoor(services.feeds()));
        context.registerBean(
                MetricsDoor.class,
                () ->
                        new MetricsDoor(
                                services.gateMetrics(),
                                services.gateTokens(),
                                context.getBean(ApiMetrics.class),
                                services.directory(),
                                services.keeper(),
                                services.geo(),
                                services.metrics()));
        evidenceDoors(context, services, bodies);
        ConfirmationServices confirmation = services.confirmation();
        context.registerBean(
                ConfirmationDoor.class, () -> new ConfirmationDoor(confirmation.confirmations()));
        context.registerBean(
                HistoryDoor.class,
                () ->
                        new HistoryDoor(
                                confirmation.history(),
                                services.policies(),
                                services.publish(),
                                services.people()));
        entryDoors(context, services.entries(), bodies, limits);
        publisherDoors(context, services, bodies);
    }

    private static void publisherDoors(
            ServletWebServerApplicationContext context, ApiServices services, Bodies bodies) {
        PublisherServices publisher = services.publisher();
        DocumentLimits limits = services.documentLimits();
        NoticeBell bell = new NoticeBell();
        publisher.network().addListener(bell::ring);
        context.registerBean(EgressDoor.class, () -> new EgressDoor(publisher, bodies, limits));
        context.registerBean(
                EgressAgentDoor.class,
                () -> new EgressAgentDoor(publisher.agents(), bodies, limits));
        context.registerBean(
                NetworkDoor.class, () -> new NetworkDoor(publisher, services.directory()));
        context.registerBean(
                AcknowledgementDoor.class,
                () -> new AcknowledgementDoor(publisher, bodies, services.clock()));
        context.registerBean(
                ChangesDoor.class,
                () ->
                        new ChangesDoor(
                                publisher.network(),
                                bell,
                                publisher.settings().listeners(),
                                HEARTBEAT));
    }

    private static void entryDoors(
            ServletWebServerApplicationContext context,
            EntryServices entries,
            Bodies bodies,
            DocumentLimits limits) {
        context.registerBean(
                DraftEntryDoor.class,
                () -> new DraftEntryDoor(entries.edit(), entries.review(), bodies, limits));
        context.registerBean(
                DraftRuleDoor.class, () -> new DraftRuleDoor(entries.edit(), bodies, limits));
        context.registerBean(EntryDoor.class, () -> new EntryDoor(entries));
    }

    private static void evidenceDoors(
            ServletWebServerApplicationContext context, ApiServices services, Bodies bodies) {
        EvidenceServices evidence = services.evidence();
        context.registerBean(
                ImpactDoor.class,
                () ->
                        new ImpactDoor(
                                evidence.impact(),
                                services.people(),
                                bodies,
                                services.documentLimits()));
        context.registerBean(
                ObservationDoor.class,
                () ->
                        new ObservationDoor(
                                evidence.observations(),
                                evidence.keeper(),
                                bodies,
                                services.documentLimits()));
        context.registerBean(
                ObservationImportDoor.class,
                () ->
                        new ObservationImportDoor(
                                evidence.observations(),
                                services.geo()::data,
                                bodies,
                                services.documentLimits()));
    }

    private static void onboardingDoors(
            ServletWebServerApplicationContext context,
            ServerConfiguration configuration,
            ApiServices services,
            Bodies bodies) {
        OnboardingServices onboarding = services.onboarding();
        DocumentLimits limits = services.documentLimits();
        int maxLines = configuration.onboarding().bulkLines();
        context.registerBean(
                TenantImportDoor.class,
                () -> new TenantImportDoor(onboarding.imports(), bodies, limits, maxLines));
        context.registerBean(
                DeploymentDoor.class,
                () -> new DeploymentDoor(onboarding.deployment(), bodies, limits));
        context.registerBean(DoctorDoor.class, () -> new DoctorDoor(onboarding.doctor()));
        context.registerBean(DenialDoor.class, () -> new DenialDoor(onboarding.lookUp()));
        context.registerBean(
                DeniedDoor.class,
                () -> new DeniedDoor(onboarding.denials(), onboarding.contacts()));
    }

    /** Returns the port it listens on. */
    public int port() {
        return port;
    }

    /**
     * Takes no more requests, waits for those that have begun as long as configured, and returns
     * when all is closed.
     */
    @Override
    public void close() {
        context.close();
    }
}
