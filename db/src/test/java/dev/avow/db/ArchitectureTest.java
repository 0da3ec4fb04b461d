package dev.avow.db;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the store may use. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter().importPath(mainClasses());

    @Test
    void the_store_knows_no_jobs_and_nothing_of_quartz() {
        assertThat(MAIN).isNotEmpty();
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.quartz..", "dev.avow.engine..", "dev.avow.operators..", "dev.avow.console..")
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "dev.avow.db, dev.avow.db.internal",
        "dev.avow.db, dev.avow.db.open",
        "dev.avow.db.internal, dev.avow.db.open"
    })
    void a_package_uses_none_of_those_after_it(String name, String later) {
        noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(later)
                .check(MAIN);
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(MAIN.stream().map(type -> type.getPackageName()).distinct())
                .containsExactlyInAnyOrder("dev.avow.db", "dev.avow.db.internal", "dev.avow.db.open")
                .allSatisfy(name -> assertThat(Class.forName(name + ".package-info"))
                        .as(name)
                        .hasAnnotation(NullMarked.class));
    }

    private static Path mainClasses() {
        try {
            return Path.of(Store.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
