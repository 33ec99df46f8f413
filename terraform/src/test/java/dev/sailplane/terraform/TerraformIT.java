package dev.sailplane.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every configuration is formatted and valid and passes its own tests; in a copy, as Terraform leaves files where it runs. */
@TestInstance(Lifecycle.PER_CLASS)
class TerraformIT {
    private static final List<String> SHELVES = List.of("modules", "environments");
    private static final Path REQUIREMENTS = Path.of("modules", "network", "versions.tf");
    private static final Path COPY = Path.of("target", "configurations");
    private static final Path PROBE = Path.of("target", "probe");

    private Terraform.Search search;

    @BeforeAll
    void prepare() throws IOException {
        search = Terraform.search(empty(PROBE), REQUIREMENTS);
        empty(COPY);
        for (String shelf : SHELVES) {
            copyTree(Path.of(shelf), COPY);
        }
    }

    static List<String> configurations() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of("modules"));
                Stream<Path> environments = Files.list(Path.of("environments"))) {
            return Stream.concat(modules, environments)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyFileIsFormatted() throws IOException {
        assertSucceeded(terraform().format(COPY));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void isValidAndPassesItsTests(String configuration) throws IOException {
        Terraform terraform = terraform();
        Path folder = COPY.resolve(configuration);

        assertSucceeded(terraform.initialize(folder));
        assertSucceeded(terraform.validate(folder));
        assertSucceeded(terraform.test(folder));
    }

    private Terraform terraform() {
        return switch (search) {
            case Terraform.Search.Found(Terraform terraform) -> terraform;
            case Terraform.Search.Missing(String reason) -> abort(reason);
        };
    }

    private static void assertSucceeded(Terraform.Finished command) {
        assertThat(command.status()).as(command.output()).isZero();
    }

    private static Path empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    // Without what an operator's own runs have left: their states, and the providers they fetched.
    private static void copyTree(Path shelf, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(shelf)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".tf") || file.toString().endsWith(".tftest.hcl"))
                    .filter(file -> !file.toString().contains(".terraform"))
                    .toList()) {
                Path place = target.resolve(file);
                Files.createDirectories(place.getParent());
                Files.copy(file, place);
            }
        }
    }
}
