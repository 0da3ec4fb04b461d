package dev.avow.engine.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The core runs without a container, and the manual shows what runs. */
class CdiEdgeTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.avow");

    @Test
    void only_this_package_refers_to_jakarta() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.avow.engine.cdi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.jboss..")
                .check(MAIN);
    }

    @Test
    void nothing_refers_to_this_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.avow.engine.cdi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.avow.engine.cdi..")
                .check(MAIN);
    }

    @Test
    void this_package_refers_to_no_container() {
        classes()
                .that()
                .resideInAPackage("dev.avow.engine.cdi..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.avow.engine..", "java..", "jakarta..", "org.jspecify..")
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Report", "ReportAlarm", "ReportApplication", "ReportClient", "ReportMain"})
    void the_manual_shows_the_code_that_is_tested(String example) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/avow/engine/cdi", example + ".java"), UTF_8);
        String shown = source.substring(source.indexOf("// begin") + "// begin".length(), source.indexOf("// end"));

        assertThat(Files.readString(Path.of("../docs/cdi.md"), UTF_8))
                .contains("```java\n" + shown.stripIndent().strip() + "\n```");
    }
}
