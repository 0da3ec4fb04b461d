package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avow.engine.identity.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShowCommandTest extends LookingContract {

    @Test
    void shows_a_run_with_its_attempts_outputs_and_safe_messages() {
        Ran ran = avow("show", Sample.RETRIED);

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().replaceAll("node [a-z0-9-]+", "node NODE"))
                .startsWith("""
                        identity    %s
                        scl         %s (SCL:V1 hash, an alias)
                        job         nightly
                        task        summarise
                        occasion    slot:default:2026-01-05T03:00:00Z
                        number      1
                        at          2026-01-05T03:00:00Z
                        state       SUCCEEDED
                        attempts    2
                        spec        sha256:591a2e88ae963ca1dc25296ddf72c971c43f33a6f8d16dcff29a58d60e4b505d
                        declared at 2026-01-05T03:00:00Z
                        operator    summarise, version 1
                        submitter   schedule

                        Attempts:
                          1  FAILED  2026-01-05T03:00:00Z to 2026-01-05T03:00:01.500Z (1.5s), node NODE
                             \\u001B[2J\\u202Eevil\\u009B1m
                             state       SUCCEEDED
                          2  SUCCEEDED  2026-01-05T03:01:01.500Z to 2026-01-05T03:01:03Z (1.5s), node NODE
                             output summary  %s  text/plain  18 bytes

                        Events:
                        """.formatted(
                                Sample.RETRIED,
                                Sample.RETRIED_SCL,
                                "sha256:d312681882947317b99bec244ba0aa8b880037ad0b539e9c2b2d0a1ee49cb112"))
                .contains("  CLAIMED of attempt 2  {", "\n    \"sentences\" : 5\n")
                .endsWith("\nThe sha256 of its 580 stored bytes is the identity. Verify: avow show " + Sample.RETRIED
                        + " --db " + Shell.word(store.db()) + " --declaration | sha256sum\n");
    }

    @Test
    void shows_why_a_run_was_denied() {
        Ran ran = avow("show", Sample.DENIED);

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("""
                state       DECLARED (DENIED)
                detail      Run denied, INPUT_CHANGED: job 'nightly', task 'summarise', scheduled for \
                2026-01-07T03:00:00Z, input 'tickets'. Restore the declared file, or declare the run again.
                              declared: sha256:45a5c62241eec841f042aee5ae4626a40ea31e8393aa44d0f9ce801d0325ae5d
                              found:    sha256:d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed
                attempts    0
                """, "\nAttempts: none\n", """

                Denials:
                  2026-01-07T03:00:00Z  INPUT_CHANGED of attempt 1
                     Run denied, INPUT_CHANGED: job 'nightly',\
                """);
    }

    @Test
    void lets_nothing_through_that_could_steer_a_terminal() {
        for (String option : new String[] {"--limit=5", "--json"}) {
            assertSafe(avow("history", "nightly", option).out());
        }
        for (String identity : new String[] {Sample.RETRIED, Sample.DENIED, Sample.DOWNSTREAM, Sample.CHANGED}) {
            assertSafe(avow("show", identity).out());
            assertSafe(avow("show", identity, "--json").out());
        }
    }

    private static void assertSafe(String out) {
        assertThat(out.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
    }

    @Test
    void writes_all_of_it_as_one_json_document() throws IOException {
        Ran ran = avow("show", Sample.RETRIED, "--json");

        JsonNode document = new ObjectMapper().readTree(ran.out());
        JsonNode attempts = document.get("attempts");
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly(
                        "run", "declaration", "declarationDigest", "scl", "attempts", "approvals", "denials", "events");
        assertThat(identity(document.get("declaration").textValue())).isEqualTo(Sample.RETRIED);
        assertThat(document.get("declarationDigest").textValue()).isEqualTo(Sample.RETRIED);
        assertThat(document.get("scl").textValue()).isEqualTo(Sample.RETRIED_SCL);
        assertThat(attempts.get(0).get("message").textValue()).isEqualTo(Sample.HOSTILE);
        assertThat(attempts.get(1).get("outputs").get(0)).hasToString("""
                {"name":"summary","digest":"sha256:d312681882947317b99bec244ba0aa8b880037ad0b539e9c2b2d0a1ee49cb112",\
                "mediaType":"text/plain","size":18}\
                """);
        assertThat(document.get("events")).hasSize(5);
        assertThat(document.at("/events/1/body/epoch").intValue()).isEqualTo(1);
        assertThat(document.at("/events/0/body/policy").isObject()).isTrue();
        assertThat(avow("show", Sample.RETRIED).out())
                .contains("\"policy\":{\"")
                .doesNotContain("\\\"");
    }

    @Test
    void prints_the_stored_bytes_of_a_declaration_and_nothing_else() {
        Ran ran = avow("show", Sample.DOWNSTREAM, "--declaration");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(identity(ran.out())).isEqualTo(Sample.DOWNSTREAM);
    }

    private static String identity(String declaration) {
        return Identity.of(declaration.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Test
    void says_that_no_run_has_an_identity() {
        String nobody = "sha256:" + "0".repeat(64);

        assertThat(avow("show", nobody))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "No run has the identity " + nobody + " in store '" + store.db()
                                + "'. Look it up with 'avow history JOB', or give another store with --db.\n"));
    }

    @Test
    void refuses_what_is_not_an_identity() {
        assertThat(avow("show", "SHA256:0\u001b"))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "Identity 'SHA256:0\\u001B' is not of the form sha256:<64 lower-case hex digits>."
                                        + " Give all of it, as 'avow history JOB' prints it, or its first 8 digits or more.\n"));
    }

    @Test
    void refuses_two_forms_at_once() {
        assertThat(avow("show", Sample.DENIED, "--json", "--declaration"))
                .isEqualTo(new Ran(2, "", "Options --json and --declaration exclude each other. Give one of them.\n"));
    }

    @Test
    void refuses_to_be_given_nothing() {
        assertThat(avow("show"))
                .isEqualTo(new Ran(2, "", "Missing required parameter: 'IDENTITY'. Run 'avow show --help'.\n"));
    }
}
