package dev.sailplane.diffusion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

@AnalyzeClasses(packages = "dev.sailplane.diffusion", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_THE_NETWORKS_KNOW_DJL = noClasses()
            .that()
            .resideOutsideOfPackage("..diffusion.network..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")
            .because("diffusion is arithmetic on host arrays: it reads, tests and outlives any tensor library");

    @ArchTest
    static final ArchRule ONLY_THE_TOKENIZER_KNOWS_ITS_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("..diffusion.tokenizer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.knuddels..")
            .because("GPT-2's merges may come from elsewhere one day");

    @ArchTest
    static final ArchRule STEPS_KNOW_NO_FLOW = classes()
            .that()
            .resideInAnyPackage("..diffusion.sampling..", "..diffusion.schedule..", "..diffusion.noise..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "..diffusion.sampling..",
                    "..diffusion.schedule..",
                    "..diffusion.noise..",
                    "..diffusion.network..")
            .because("a scheduler of its own can drive trajectories without the pipeline");

    @ArchTest
    static final ArchRule THE_PIPELINE_KNOWS_NO_FILES = noClasses()
            .that()
            .resideInAPackage("..diffusion.pipeline..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..diffusion.model..", "..diffusion.checkpoint..", "java.nio.file..")
            .because("networks and pictures are handed to it; where they lie is the caller's matter");

    @ArchTest
    static final ArchRule LOWER_PACKAGES_KNOW_NO_HIGHER_ONES = noClasses()
            .that()
            .resideInAnyPackage(
                    "..diffusion.network..",
                    "..diffusion.schedule..",
                    "..diffusion.sampling..",
                    "..diffusion.scheduling..",
                    "..diffusion.noise..",
                    "..diffusion.image..",
                    "..diffusion.tokenizer..",
                    "..diffusion.checkpoint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..diffusion.pipeline..", "..diffusion.model..")
            .because("each of them is of use without the flows and the model directories built upon it");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.sailplane.diffusion.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that needs its user cannot be read, tested or replaced alone");

    @ArchTest
    static final ArchRule NOTHING_PRINTS = noClasses()
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("a library's output belongs to the program around it");
}
