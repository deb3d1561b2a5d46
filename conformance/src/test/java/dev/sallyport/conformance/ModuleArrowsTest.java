package dev.sallyport.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between modules, by package: what Maven's own rules cannot see, because a dependency
 * of a dependency is on the class path too.
 */
final class ModuleArrowsTest {

    private static final String ROOT = "dev.sallyport.";

    private static JavaClasses all;

    @BeforeAll
    static void readClasses() {
        List<Path> folders = new ArrayList<>();
        for (String module : SourceTree.MODULES) {
            if (Files.isDirectory(SourceTree.classes(module))) {
                folders.add(SourceTree.classes(module));
            }
        }
        all = new ClassFileImporter().importPaths(folders);
    }

    static Stream<String> modules() {
        return SourceTree.MODULES.stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyModuleWithSourcesIsLookedAt(String module) throws IOException {
        boolean seen = all.stream().anyMatch(type -> isIn(type.getPackageName(), ROOT + module));

        assertThat(seen)
                .as("classes of `%s`; build the whole tree before this module alone", module)
                .isEqualTo(SourceTree.hasSources(module));
    }

    @Test
    void engineUsesTheJavaBaseModuleOnly() {
        mayUse("engine");
    }

    @Test
    void geoUsesTheEngineAndTheReaderOnly() {
        mayUse("geo", ROOT + "engine..", "com.maxmind.db..");
    }

    @Test
    void evidenceUsesTheEngineOnly() {
        mayUse("evidence", ROOT + "engine..");
    }

    @Test
    void controlUsesTheEngineEvidenceAndEgressListsOnly() {
        mayUse("control", ROOT + "engine..", ROOT + "evidence..", ROOT + "egress.list..");
    }

    @Test
    void egressUsesTheEngineJacksonsCoreAndAnHttpClientOnly() {
        mayUse("egress", ROOT + "engine..", "tools.jackson.core..", "java.net.http..");
    }

    @Test
    void agentUsesTheEngineAndEgressOnly() {
        mayUse(
                "agent",
                ROOT + "engine..",
                ROOT + "egress..",
                "tools.jackson.core..",
                "java.net.http..");
    }

    @Test
    void compatUsesDocumentsAndUseCasesOnly() {
        mayUse(
                "compat",
                ROOT + "engine..",
                ROOT + "evidence..",
                ROOT + "control..",
                ROOT + "document..",
                "tools.jackson..",
                "jakarta.json..");
    }

    @Test
    void documentUsesControlJacksonAndJsonPatchOnly() {
        mayUse(
                "document",
                ROOT + "engine..",
                ROOT + "evidence..",
                ROOT + "control..",
                ROOT + "egress.list..",
                ROOT + "egress.signature..",
                "tools.jackson..",
                "jakarta.json..");
    }

    @Test
    void storeUsesDocumentAndDatabaseLibrariesOnly() {
        mayUse(
                "store",
                ROOT + "engine..",
                ROOT + "evidence..",
                ROOT + "control..",
                ROOT + "document..",
                ROOT + "egress.list..",
                ROOT + "egress.document..",
                "java.sql..",
                "javax.sql..",
                "org.springframework.jdbc..",
                "org.springframework.dao..",
                "org.springframework.transaction..",
                "com.zaxxer.hikari..",
                "org.flywaydb..",
                "org.sqlite..",
                "org.slf4j..");
    }

    @Test
    void gateUsesTheEngineEvidenceAndNettyOnly() {
        mayUse("gate", ROOT + "engine..", ROOT + "evidence..", "io.netty..");
    }

    @Test
    void joseUsesNimbusAndJacksonsCoreOnly() {
        mayUse("jose", "com.nimbusds.jose..", "tools.jackson.core..", "java.net.http..");
    }

    @Test
    void commandLineUsesNoServer() {
        mayUse(
                "cli",
                ROOT + "engine..",
                ROOT + "evidence..",
                ROOT + "geo..",
                ROOT + "control..",
                ROOT + "document..",
                ROOT + "egress..",
                ROOT + "compat..",
                ROOT + "agent..",
                "picocli..",
                "tools.jackson..",
                "java.net.http..");
    }

    @Test
    void testkitUsesTheEngineOnly() {
        mayUse("testkit", ROOT + "engine..");
    }

    @Test
    void nothingShippedUsesTestCodeOrTheCommandLine() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "server..",
                        ROOT + "store..",
                        ROOT + "gate..",
                        ROOT + "geo..",
                        ROOT + "egress..",
                        ROOT + "compat..",
                        ROOT + "agent..",
                        ROOT + "jose..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "cli..",
                        ROOT + "testkit..",
                        ROOT + "conformance..",
                        ROOT + "benchmarks..")
                .allowEmptyShould(true)
                .check(all);
    }

    /** Addresses are our own types: InetAddress reads lenient text and asks name servers. */
    @Test
    void pureModulesNeverUseInetAddress() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "engine..",
                        ROOT + "evidence..",
                        ROOT + "control..",
                        ROOT + "document..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(InetAddress.class)
                .allowEmptyShould(true)
                .check(all);
    }

    /** Time, randomness and threads arrive as arguments, so that every decision can be repeated. */
    @Test
    void engineEvidenceAndControlHaveNoClockNoRandomnessAndNoThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "engine..", ROOT + "evidence..", ROOT + "control..")
                .should()
                .accessTargetWhere(readsAClockOrRandomness())
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.Executor.class)
                .allowEmptyShould(true)
                .check(all);
    }

    @Test
    void engineHasNoInputAndNoOutput() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(System.Logger.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.io.OutputStream.class)
                .allowEmptyShould(true)
                .check(all);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : all) {
            JavaPackage home = type.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(home.getName());
            }
        }

        assertThat(unmarked).as("packages without @NullMarked in a package-info").isEmpty();
    }

    private static void mayUse(String module, String... packages) {
        classes()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(ROOT + module + "..", "org.jspecify.annotations")
                                .or(resideInAnyPackage(packages))
                                .or(belongToJavaBase()))
                .allowEmptyShould(true)
                .check(all);
    }

    private static DescribedPredicate<JavaClass> belongToJavaBase() {
        Set<String> packages =
                ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().packages();
        return describe(
                "belong to java.base",
                type ->
                        type.getBaseComponentType().isPrimitive()
                                || packages.contains(type.getBaseComponentType().getPackageName()));
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClockOrRandomness() {
        return describe(
                "reads a clock or draws at random",
                access -> {
                    String owner = access.getTargetOwner().getName();
                    String name = access.getTarget().getName();
                    return switch (owner) {
                        case "java.lang.System" ->
                                name.equals("currentTimeMillis") || name.equals("nanoTime");
                        case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
                        case "java.util.UUID" -> name.equals("randomUUID");
                        case "java.time.Clock" ->
                                name.startsWith("system") || name.startsWith("tick");
                        default -> owner.startsWith("java.time.") && name.equals("now");
                    };
                });
    }

    private static boolean isIn(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }
}
