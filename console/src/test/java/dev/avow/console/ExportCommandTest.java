package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a store that is open, closed, or a database. */
class ExportCommandTest extends LookingContract {

    @TempDir
    private Path folder;

    private String out() {
        return folder.resolve("out").toString();
    }

    private static Path key(Path file) throws IOException, GeneralSecurityException {
        byte[] secret = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(secret)
                        + "\n-----END PRIVATE KEY-----\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Ran withVariable(String file, String... args) {
        Map<String, String> environment = new HashMap<>(store.environment());
        environment.put("AVOW_SIGNING_KEY", file);
        return Ran.avow(
                environment,
                Stream.concat(Stream.of(args), Stream.of("--db", store.db())).toArray(String[]::new));
    }

    @Test
    void signs_with_the_key_that_is_given_or_with_the_stores_own() throws Exception {
        Path key = key(folder.resolve("signing.key"));

        Ran given = avow("export", Sample.RETRIED, "-o", out(), "--key", key.toString());
        Ran variable = withVariable(
                key.toString(),
                "export",
                Sample.RETRIED,
                "-o",
                folder.resolve("two").toString());
        Ran own = avow("export", Sample.RETRIED, "-o", folder.resolve("own").toString());

        assertThat(given.err()).isEmpty();
        assertThat(given.out())
                .matches("Exported 1 run to '" + out() + "'\\.\nSigned with key sha256:[0-9a-f]{64}\\."
                        + " Give this id to those who verify, in another way than the files\\.\n");
        assertThat(variable.out().lines().skip(1))
                .containsExactlyElementsOf(given.out().lines().skip(1).toList());
        assertThat(Files.readAllBytes(folder.resolve("two").resolve("SHA256SUMS")))
                .isEqualTo(Files.readAllBytes(folder.resolve("out").resolve("SHA256SUMS")));
        if (place == Place.POSTGRESQL) {
            assertThat(own)
                    .isEqualTo(new Ran(
                            2,
                            "",
                            "No key signs evidence of a database. Name the file of one with --key or AVOW_SIGNING_KEY, or"
                                    + " export without a signature: --unsigned.\n"));
            assertThat(folder.resolve("own")).doesNotExist();
        } else {
            assertThat(own.code()).isZero();
            assertThat(folder.resolve("own").resolve("public-key.pem"))
                    .hasSameTextualContentAs(Path.of(store.db()).resolve("signing.pub"));
        }
    }

    @Test
    void exports_a_job_since_a_moment_and_unsigned() throws IOException {
        Ran all = avow("export", "--job", "nightly", "--unsigned", "-o", out());
        Ran late = avow(
                "export",
                "--job",
                "nightly",
                "--since",
                "2026-01-06T03:00:00Z",
                "--unsigned",
                "-o",
                folder.resolve("late").toString());

        assertThat(all)
                .isEqualTo(new Ran(
                        0,
                        "Exported 5 runs to '" + out() + "'.\nNot signed: nothing in the files says who made them.\n",
                        ""));
        assertThat(late.out()).startsWith("Exported 3 runs to ");
        assertThat(folder.resolve("late").resolve(Sample.CHANGED.substring(7))).isDirectory();
        String page = Files.readString(
                folder.resolve("out").resolve(Sample.RETRIED.substring(7)).resolve("README.md"),
                StandardCharsets.UTF_8);
        assertThat(page).contains("**Not signed.**", "`\\u001B[2J\\u202Eevil\\u009B1m\\u000Astate       SUCCEEDED`");
    }

    @Test
    void says_what_is_not_there_and_exports_nothing() {
        String unknown = "sha256:" + "0".repeat(64);

        assertThat(avow("export", unknown, "--unsigned", "-o", out()))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "No run has the identity " + unknown
                                + " in the store. Look it up in the history of its job.\n"));
        assertThat(avow("export", "--job", "no\u001bjob", "--unsigned", "-o", out()))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Job 'no\\u001Bjob' is not known in store '" + store.db()
                                + "'. See which are with 'avow jobs', or give another store with --db.\n"));
        assertThat(avow("export", "--job", "nightly", "--since", "2030-01-01", "--unsigned", "-o", out()))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Nothing exported: job 'nightly' has no runs at 2030-01-01T00:00:00Z or after it in the store."
                                + " Check its name and the time.\n"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_store_whose_key_is_gone_signs_with_another_or_not_at_all() throws Exception {
        assumeTrue(place != Place.POSTGRESQL, "A database has no key of its own.");
        Path own = Path.of(store.db()).resolve("signing.key");
        Path away = Files.move(own, folder.resolve("away"));
        try {
            Ran refused = avow("export", Sample.RETRIED, "-o", out());

            assertThat(refused.code()).isEqualTo(Main.BAD);
            assertThat(refused.err())
                    .startsWith("File '" + own + "' with the key that signs evidence is missing, and '")
                    .contains("Restore it from a backup");
            assertThat(avow("export", Sample.RETRIED, "-o", out(), "--key", away.toString())
                            .code())
                    .isZero();
        } finally {
            Files.move(away, own);
        }
    }

    @Test
    void refuses_bad_usage() throws IOException {
        String run = Sample.RETRIED;
        Path shared = Files.writeString(folder.resolve("shared.key"), "x");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-r--r--"));

        String group = Files.getAttribute(shared, "unix:uid").equals(0) ? ", or chmod 640 for a group" : "";

        for (List<String> each : List.of(
                List.of("What to export is not clear. Give either identities, or a job with --job."),
                List.of("What to export is not clear. Give either identities, or a job with --job.", run, "--job", "j"),
                List.of("Option --since is for a job. Give one with --job, or leave it out.", run, "--since", "x"),
                List.of(
                        "Option --since cannot be 'x'. Give a moment such as 2026-01-05T03:00:00Z, or a day such as 2026-01-05,"
                                + " which begins at midnight in UTC.",
                        "--job",
                        "j",
                        "--since",
                        "x"),
                List.of(
                        "Options --key and --unsigned exclude each other. Give one of them.",
                        run,
                        "--unsigned",
                        "--key",
                        "k"),
                List.of(
                        "Identity 'x' is not of the form sha256:<64 lower-case hex digits>. Give all of it, as 'avow history"
                                + " JOB' prints it, or its first 8 digits or more.",
                        "x"),
                List.of(
                        "File '" + shared
                                + "' with the key that signs evidence is open to others: rw-r--r--. Run chmod 600"
                                + " on it" + group + ", and make a new key if others may have read it.",
                        run,
                        "--key",
                        shared.toString()))) {
            String[] args = Stream.of(List.of("export"), each.subList(1, each.size()), List.of("-o", out()))
                    .flatMap(List::stream)
                    .toArray(String[]::new);
            assertThat(avow(args)).isEqualTo(new Ran(2, "", each.get(0) + "\n"));
        }
        assertThat(avow("export", run))
                .isEqualTo(new Ran(2, "", "Missing required option: '--output=DIR'. Run 'avow export --help'.\n"));
        assertThat(avow("export", run, "--unsigned", "-o", folder.toString()).code())
                .isEqualTo(Main.BAD);
        if (place != Place.POSTGRESQL) {
            assertThat(avow("export", run, "--contents", "c", "-o", out()).err())
                    .isEqualTo(
                            "Option --contents is for a JDBC URL, and the store is a directory, which has its contents."
                                    + " Leave it out, or give a URL with --db.\n");
        }
    }
}
