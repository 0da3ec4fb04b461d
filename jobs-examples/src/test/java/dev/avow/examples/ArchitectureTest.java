package dev.avow.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between modules run one way; the console stands beside the examples, which do not have it. */
class ArchitectureTest {

    /** Each module uses only those before it. */
    private static final List<String> ORDER = List.of("db", "engine", "testing", "telemetry", "operators", "examples");

    private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.avow");

    static Stream<Arguments> arrows() {
        return IntStream.range(0, ORDER.size() - 1)
                .mapToObj(i -> Arguments.of(ORDER.get(i), ORDER.subList(i + 1, ORDER.size())));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void a_module_uses_only_those_before_it(String name, List<String> later) {
        String[] packages =
                later.stream().map(module -> "dev.avow." + module + "..").toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("dev.avow." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(ALL);
    }

    @Test
    void nothing_uses_the_inside_of_the_store() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.avow.db..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.avow.db.internal..")
                .check(ALL);
    }

    @Test
    void only_the_engine_and_adopted_jobs_know_quartz() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.avow.engine.run", "dev.avow.operators.quartz")
                .and()
                .areNotAssignableTo(MailDigestJob.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.quartz..")
                .check(ALL);
    }

    @Test
    void every_module_has_its_place_in_the_order() {
        assertThat(ALL.stream()
                        .map(type -> type.getPackageName().split("[.]", -1)[2])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(ORDER);
    }
}
