package dev.avow.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitReferenceTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which part of the engine may use what. */
class ArchitectureTest {

    private static final String ENGINE = "dev.avow.engine";

    /** Each package uses only those before it; {@code history} comes before {@code run}, whose face returns it. */
    private static final List<String> ORDER = List.of(
            "identity",
            "scl",
            "declaration",
            "operator",
            "schedule",
            "dsl",
            "gate",
            "history",
            "verification",
            "evidence",
            "run",
            "cdi");

    private static final JavaClasses MAIN = new ClassFileImporter().importPath(mainClasses());

    static Stream<Arguments> arrows() {
        return IntStream.range(0, ORDER.size())
                .mapToObj(i -> Arguments.of(ORDER.get(i), ORDER.subList(i + 1, ORDER.size())));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void a_package_uses_only_those_before_it(String name, List<String> later) {
        check(noClasses()
                .that()
                .resideInAPackage(inside(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later.stream().map(ArchitectureTest::inside).toArray(String[]::new)));
    }

    @Test
    void every_package_has_its_place_in_the_order() {
        Set<String> packages = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ENGINE))
                .map(name -> name.substring(ENGINE.length() + 1).replaceFirst("[.].*", ""))
                .collect(Collectors.toSet());

        assertThat(ORDER).containsAll(packages);
        assertThat(packages).contains("identity", "declaration", "operator", "schedule", "dsl", "gate", "run");
    }

    @Test
    void the_root_package_uses_none_of_the_others() {
        check(noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ENGINE + ".*.."));
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void only_run_knows_quartz() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(inside("run"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.quartz.."));
    }

    @Test
    void nothing_uses_the_inside_of_the_store() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("dev.avow.db.internal.."));
    }

    @Test
    void only_gate_history_run_and_what_follows_know_the_store() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        inside("identity"),
                        inside("scl"),
                        inside("declaration"),
                        inside("operator"),
                        inside("schedule"),
                        inside("dsl"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.avow.db.."));
    }

    @Test
    void identity_scl_and_declaration_are_pure() {
        check(noClasses()
                .that()
                .resideInAnyPackage(inside("identity"), inside("scl"), inside("declaration"))
                .should()
                .dependOnClassesThat(impure()));
    }

    @Test
    void schedules_and_definitions_read_no_clock_and_throw_no_dice() {
        check(noClasses()
                .that()
                .resideInAnyPackage(inside("schedule"), inside("dsl"), inside("operator"))
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe("tell the time or random", ArchitectureTest::isClockOrRandom)));
    }

    @Test
    void nothing_depends_on_the_place_where_it_runs() {
        check(noClasses().should().accessTargetWhere(ambient()));
    }

    @Test
    void only_the_monotonic_clock_of_run_reads_nano_time() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ENGINE + ".run.Monotonic$1")
                .and()
                .doNotHaveFullyQualifiedName(ENGINE + ".run.Monotonic")
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "it is System.nanoTime", access -> isMember(access, System.class, "nanoTime"))));
    }

    @Test
    void only_secrets_of_the_environment_read_it() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ENGINE + ".operator.EnvironmentSecrets")
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "it is System.getenv", access -> isMember(access, System.class, "getenv"))));
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> packages = MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(packages).hasSizeGreaterThan(7);
        assertThat(packages)
                .allSatisfy(name -> assertThat(Class.forName(name + ".package-info"))
                        .as(name)
                        .hasAnnotation(NullMarked.class));
    }

    @Test
    void the_rules_see_what_breaks_them() {
        JavaClasses wrong = new ClassFileImporter().importClasses(Ambient.class);
        long calls = Arrays.stream(Ambient.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .count();

        assertThatThrownBy(
                        () -> noClasses().should().accessTargetWhere(ambient()).check(wrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(" + calls + " times)");
        assertThat(impure())
                .accepts(
                        wrong(Clock.class),
                        wrong(Random.class),
                        wrong(java.security.SecureRandom.class),
                        wrong(java.io.File.class),
                        wrong(java.nio.file.Files.class),
                        wrong(InstantSource.class));
        assertThat(impure()).rejects(wrong(String.class), wrong(Instant.class), wrong(java.io.Serializable.class));
    }

    private static Path mainClasses() {
        try {
            return Path.of(EngineException.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JavaClass wrong(Class<?> used) {
        return new ClassFileImporter().importClass(used);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN); // why: packages of the order that are still to come are empty
    }

    private static String inside(String name) {
        return ENGINE + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> impure() {
        DescribedPredicate<JavaClass> files = resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..")
                .and(not(DescribedPredicate.describe(
                        "are Serializable, which every exception is",
                        type -> type.isEquivalentTo(java.io.Serializable.class)
                                || type.isEquivalentTo(java.io.ObjectStreamException.class))));
        return files.or(resideInAPackage("java.net.."))
                .or(resideInAPackage("java.sql.."))
                .or(DescribedPredicate.describe("tell the time or random", ArchitectureTest::isClockOrRandom));
    }

    private static boolean isClockOrRandom(JavaClass type) {
        return type.isAssignableTo(Clock.class)
                || type.isEquivalentTo(InstantSource.class)
                || type.isAssignableTo(Random.class)
                || type.isEquivalentTo(UUID.class)
                || type.isEquivalentTo(java.util.concurrent.ThreadLocalRandom.class)
                || type.getPackageName().equals("java.util.random");
    }

    /** Members whose result depends on the machine, the moment, or the default locale, zone or charset. */
    private static DescribedPredicate<JavaAccess<?>> ambient() {
        return DescribedPredicate.describe(
                "it depends on where or when it runs",
                access -> isMember(access, Instant.class, "now")
                        || isNow(access)
                        || isMember(access, System.class, "currentTimeMillis")
                        || isMember(access, Clock.class, "systemDefaultZone", "systemUTC", "system")
                        || isMember(access, java.time.ZoneId.class, "systemDefault")
                        || isMember(access, java.util.TimeZone.class, "getDefault")
                        || isMember(access, Locale.class, "getDefault")
                        || isMember(access, java.nio.charset.Charset.class, "defaultCharset")
                        || isMember(access, UUID.class, "randomUUID")
                        || isMember(access, Math.class, "random")
                        || isMember(access, System.class, "lineSeparator")
                        || isMember(access, String.class, "formatted")
                        || isWithoutParameter(access, Locale.class, String.class, "format")
                        || isWithoutParameter(access, Locale.class, String.class, "toLowerCase", "toUpperCase")
                        || isWithoutCharset(access));
    }

    private static boolean isNow(JavaAccess<?> access) {
        return access.getTarget().getName().equals("now")
                && access.getTargetOwner().getPackageName().equals("java.time")
                && isWithoutParameter(access, Clock.class, access.getTargetOwner(), "now");
    }

    private static boolean isWithoutCharset(JavaAccess<?> access) {
        return (isMember(access, String.class, "getBytes") && parameters(access).isEmpty())
                || (isMember(access, String.class, "<init>")
                        && parameters(access).equals(List.of("[B")));
    }

    private static boolean isWithoutParameter(
            JavaAccess<?> access, Class<?> parameter, Class<?> owner, String... names) {
        return isMember(access, owner, names) && !parameters(access).contains(parameter.getName());
    }

    private static boolean isWithoutParameter(JavaAccess<?> access, Class<?> parameter, JavaClass owner, String name) {
        return access.getTargetOwner().equals(owner)
                && access.getTarget().getName().equals(name)
                && !parameters(access).contains(parameter.getName());
    }

    private static boolean isMember(JavaAccess<?> access, Class<?> owner, String... names) {
        return access.getTargetOwner().isEquivalentTo(owner)
                && List.of(names).contains(access.getTarget().getName());
    }

    private static List<String> parameters(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        List<JavaClass> types = target instanceof CodeUnitCallTarget call
                ? call.getRawParameterTypes()
                : target instanceof CodeUnitReferenceTarget reference ? reference.getRawParameterTypes() : List.of();
        return types.stream().map(JavaClass::getName).toList();
    }

    /** One method for each habit that the rules refuse. */
    @SuppressWarnings({
        "unused",
        "StringCaseLocaleUsage",
        "DefaultCharset",
        "JavaTimeDefaultTimeZone",
        "AnnotateFormatMethod"
    })
    private static final class Ambient {

        static Object instant() {
            return Instant.now();
        }

        static Object reference() {
            Supplier<Instant> supplier = Instant::now;
            return supplier;
        }

        static Object local() {
            return java.time.LocalDateTime.now();
        }

        static Object millis() {
            return System.currentTimeMillis();
        }

        static Object zone() {
            return java.time.ZoneId.systemDefault();
        }

        static Object locale() {
            return Locale.getDefault();
        }

        static Object uuid() {
            return UUID.randomUUID();
        }

        static Object format(Object value) {
            return String.format("%s", value);
        }

        static Object formatted(Object value) {
            return "%s".formatted(value);
        }

        static Object lower(String text) {
            return text.toLowerCase();
        }

        static Object upper(String text) {
            return text.toUpperCase();
        }

        static Object bytes(String text) {
            return text.getBytes();
        }

        static Object text(byte[] bytes) {
            return new String(bytes);
        }
    }
}
