package dev.sailplane.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

@AnalyzeClasses(packages = "dev.sailplane.training", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_KNOWS_DJL = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")
            .because("tensors are the diffusion library's matter: here are pictures, plans and files");

    @ArchTest
    static final ArchRule SCENES_KNOW_NO_TRAINING = noClasses()
            .that()
            .resideInAPackage("..training.scene..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..diffusion.network..", "..diffusion.pipeline..", "..diffusion.model..")
            .because("judges and benchmarks draw scenes too");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.sailplane.training.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that needs its user cannot be read, tested or replaced alone");

    @ArchTest
    static final ArchRule NOTHING_PRINTS = noClasses()
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("a library's output belongs to the program around it");
}
