package dev.sailplane.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URLConnection;

@AnalyzeClasses(packages = "dev.sailplane.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule S3_STAYS_BEHIND_ITS_PORT = noClasses()
            .that()
            .resideOutsideOfPackage("..storage..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .because("another store must be able to take its place");

    @ArchTest
    static final ArchRule KAFKA_STAYS_IN_MESSAGING = noClasses()
            .that()
            .resideOutsideOfPackage("..messaging..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.smallrye.reactive..", "org.eclipse.microprofile.reactive..")
            .because("what a job is does not depend on how it travels");

    @ArchTest
    static final ArchRule HTTP_STAYS_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackage("..http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx.ext.web..")
            .because("other dialects of HTTP are to come, over the same commands and states");

    @ArchTest
    static final ArchRule CALLS_GO_THROUGH_THE_GUARD = noClasses()
            .that()
            .resideOutsideOfPackages("..outbound..", "..http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(HttpURLConnection.class, URLConnection.class, Socket.class)
            .because("a call past the guard could be led inside by whoever names the address");

    @ArchTest
    static final ArchRule ADAPTERS_DO_NOT_SEE_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("..messaging..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("S3")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("..http..")
            .because("each technology can be exchanged alone");

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_THE_EDGES = noClasses()
            .that()
            .resideOutsideOfPackages("..http..", "..messaging..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..api.http..", "..api.messaging..")
            .because("arrows point from the edges inward");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.sailplane.api.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle is one package in two");

    @ArchTest
    static final ArchRule STATES_ARE_PURE = noClasses()
            .that()
            .haveNameMatching(".*\\.job\\.(JobState.*|JobView.*|ProgressTrack)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "io.quarkus..", "..storage..", "..configuration..")
            .because("legal transitions are testable without a container");

    @ArchTest
    static final ArchRule BEANS_DO_NOT_CHANGE = classes()
            .that()
            .areAnnotatedWith(ApplicationScoped.class)
            .or()
            .areAnnotatedWith(Singleton.class)
            .or()
            .areAnnotatedWith(Path.class)
            .should()
            .haveOnlyFinalFields()
            .because("beans are shared by many threads");

    @ArchTest
    static final ArchRule NOTHING_STATIC_CHANGES =
            fields().that().areStatic().should().beFinal().because("static state is shared by everything, tests too");
}
