package dev.sailplane.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sailplane.worker", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] ADAPTERS = {
        "dev.sailplane.worker.sharegroup..",
        "dev.sailplane.worker.consumergroup..",
        "dev.sailplane.worker.messaging..",
        "dev.sailplane.worker.s3..",
        "dev.sailplane.worker.glide..",
        "dev.sailplane.worker.spot..",
        "dev.sailplane.worker.trace..",
        "dev.sailplane.worker.metrics.."
    };

    @ArchTest
    static final ArchRule aJobsWayKnowsNoTechnology = classes()
            .that()
            .resideInAPackage("..worker.job..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.slf4j..",
                    "org.jspecify..",
                    // Carried from thread to thread, as a log's context is; what is in it is nobody's business here.
                    "io.opentelemetry.context..",
                    "dev.sailplane.contract..",
                    "dev.sailplane.worker.job..")
            .because("the rules of a job's life must be readable and testable without a broker, a store or a device");

    @ArchTest
    static final ArchRule adaptersDoNotSeeEachOther = slices().matching("dev.sailplane.worker.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("..worker.job.."))
            .because("each must be replaceable alone: another queue, another store, another engine");

    @ArchTest
    static final ArchRule theFrameworkStaysAtTheTop = noClasses()
            .that()
            .resideInAnyPackage(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye.config..")
            .because("adapters are plain objects with constructors; only the assembly knows the container");

    @ArchTest
    static final ArchRule onlyTheQueueKnowsTheConsumer = noClasses()
            .that()
            .resideOutsideOfPackages("..worker.sharegroup..", "..worker.consumergroup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.clients..")
            .because("a consumer belongs to one thread, and any kind of group fits behind the same port");

    @ArchTest
    static final ArchRule onlyTheEngineKnowsGlide = noClasses()
            .that()
            .resideInAnyPackage(
                    "..worker.job..",
                    "..worker.sharegroup..",
                    "..worker.consumergroup..",
                    "..worker.messaging..",
                    "..worker.s3..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sailplane.diffusion..")
            .because("a job's way is the same for whatever draws");
}
