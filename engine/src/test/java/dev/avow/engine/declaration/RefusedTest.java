package dev.avow.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Declarations that differ from a good one in one thing, which is the file's name. */
class RefusedTest {

    private static final String FOLDER = "identity/refused";

    /** File, pointer, reason. */
    private static final String EXPECTED = """
            another-version | /avow | 'declaration/v2' is not 'declaration/v1'
            budget-empty | /constraints/budget | budget of nothing; give tokens or cost, or no budget
            budget-tokens-zero | /constraints/budget/tokens | integer 0 is below 1
            byte-order-mark | "" | text starts with a byte order mark
            comma-at-end-of-array | /parameters/stop_sequences/1 | not JSON at character 1575: expected a value
            comma-at-end-of-object | /context/mapped | not JSON at character 557: expected a name in quotes
            comment | /parameters/seed | not JSON at character 1548: expected a value
            cost-negative | /constraints/budget/cost/amount | '-1' is not a decimal in plain form above zero
            cost-zero | /constraints/budget/cost/amount | '0' is not a decimal in plain form above zero
            currency-lower-case | /constraints/budget/cost/currency | 'eur' is not three upper-case letters of ISO 4217
            cut-off | "" | text ends too early, at character 1913
            environment-digests-empty | /context/environment/digests | empty; leave the member out instead
            environment-empty | /context/environment | empty; leave the member out instead
            environment-name-with-newline | /context/environment/variables/A\\u000AB | 'A\\u000AB' has a control character; leave it out
            environment-version-number | /context/environment/versions/python | not a string
            input-name-with-space | /context/inputs/the tickets | 'the tickets' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}
            input-size-negative | /context/inputs/tickets/size | integer -1 is below 0
            inputs-empty | /context/inputs | empty; leave the member out instead
            interval-ends-elsewhere | /occasion/dataInterval/end | instant 2026-01-05T02:00:00Z is not scheduledFor, 2026-01-05T03:00:00Z
            interval-starts-after-its-end | /occasion/dataInterval/start | instant 2026-01-05T03:00:01Z is after the end, 2026-01-05T03:00:00Z
            job-empty | /job | '' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}
            job-number | /job | not a string
            job-of-101-characters | /job | 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn...' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}
            job-of-upper-case | /job | 'Nightly-report' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}
            mapped-index-negative | /context/mapped/index | integer -1 is below 0
            mapped-key-empty | /context/mapped/key | text of 0 characters; use 1 to 200
            max-tokens-zero | /parameters/max_tokens | not an integer above zero
            message-content-array | /prompt/messages/0/content | not a string
            message-of-unknown-role | /prompt/messages/0/role | 'developer' is not 'system', 'user', 'assistant' or 'tool'
            messages-empty | /prompt/messages | empty; leave the member out instead
            missing-avow | /avow | missing
            missing-constraints-budget-cost-currency | /constraints/budget/cost/currency | missing
            missing-constraints | /constraints | missing
            missing-context-inputs-tickets-size | /context/inputs/tickets/size | missing
            missing-context-mapped-key | /context/mapped/key | missing
            missing-context-upstream-fetch-attempt | /context/upstream/fetch/attempt | missing
            missing-context-upstream-many-list | /context/upstream/many/list | missing
            missing-context | /context | missing
            missing-job | /job | missing
            missing-model-provider | /model/provider | missing
            missing-model-version | /model/unpinned | missing; give version or digest, or say that neither is known
            missing-occasion-dataInterval-start | /occasion/dataInterval/start | missing
            missing-occasion-dataInterval | /occasion/dataInterval | missing
            missing-occasion-kind | /occasion/kind | missing
            missing-occasion-schedule | /occasion/schedule | missing
            missing-occasion-scheduledFor | /occasion/scheduledFor | missing
            missing-occasion | /occasion | missing
            missing-operator-version | /operator/version | missing
            missing-operator | /operator | missing
            missing-parameters | /parameters | missing
            missing-prompt-messages | /prompt/messages | missing
            missing-prompt-template | /prompt/template | missing
            missing-responsible-owner | /responsible/owner | missing
            missing-responsible-submitter | /responsible/submitter | missing
            missing-responsible | /responsible | missing
            missing-spec | /spec | missing
            missing-task | /task | missing
            model-digest-not-one | /model/digest | 'latest' is not a digest; use sha256:<64 lower-case hex digits>
            model-pinned-and-unpinned | /model/unpinned | the model is pinned; leave the member out instead
            model-unpinned-false | /model/unpinned | not true; leave the member out instead
            name-twice-escaped | /parameters/seed | duplicate name
            name-twice | /parameters/seed | duplicate name
            name-with-lone-surrogate | /parameters/cus\\uD83Dtom | lone surrogate U+D83D
            name-with-nul | /parameters/cus\\u0000tom | U+0000 in a name
            name-without-quotes | /parameters | not JSON at character 1541: expected a name in quotes
            nested-65-deep | /parameters/custom/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0 | nesting is deeper than 64
            occasion-of-unknown-kind | /occasion/kind | 'backfill' is not 'slot' or 'manual'
            operator-version-empty | /operator/version | text of 0 characters; use 1 to 100
            operator-version-of-101-characters | /operator/version | text of 101 characters; use 1 to 100
            operator-version-with-newline | /operator/version | '3\\u000A' has a control character; leave it out
            outputs-empty | /context/upstream/fetch/outputs | empty; leave the member out instead
            owner-empty | /responsible/owner | text of 0 characters; use 1 to 200
            owner-of-201-characters | /responsible/owner | text of 201 characters; use 1 to 200
            owner-with-delete-character | /responsible/owner | 'reports\\u007F' has a control character; leave it out
            parameters-array | /parameters | not an object
            params-array | /occasion/params | not an object
            params-empty | /occasion/params | empty; leave the member out instead
            params-of-a-slot | /occasion/params | unknown member
            private-content-cut-off | /prompt/messages/0/content/private | 'hmac-sha256:b3fb46c7f2e3cc97b59aa0d9eeb0fbc8185c9845b7a41de3...' is not an HMAC; use hmac-sha256:<64 lower-case hex digits>
            private-content-empty | /prompt/messages/0/content/private | missing
            private-content-true | /prompt/messages/0/content/private | not a string
            private-content-with-text | /prompt/messages/0/content/text | unknown member
            private-param-of-upper-case | /occasion/params/letter/private | 'hmac-sha256:B3FB46C7F2E3CC97B59AA0D9EEB0FBC8185C9845B7A41DE3...' is not an HMAC; use hmac-sha256:<64 lower-case hex digits>
            private-param-with-key | /occasion/params/letter/key | unknown member
            request-empty | /occasion/request | text of 0 characters; use 1 to 200
            request-with-tab | /occasion/request | 'a\\u0009b' has a control character; leave it out
            schedule-of-a-manual-run | /occasion/schedule | unknown member
            scheduled-for-february-30 | /occasion/scheduledFor | '2026-02-30T03:00:00Z' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            scheduled-for-hour-24 | /occasion/scheduledFor | '2026-01-04T24:00:00Z' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            scheduled-for-leap-second | /occasion/scheduledFor | '2026-01-04T23:59:60Z' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            scheduled-for-lower-case | /occasion/scheduledFor | '2026-01-05t03:00:00z' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            scheduled-for-with-fraction | /occasion/scheduledFor | '2026-01-05T03:00:00.0Z' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            scheduled-for-with-offset | /occasion/scheduledFor | '2026-01-05T03:00:00+00:00' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            scheduled-for-without-seconds | /occasion/scheduledFor | '2026-01-05T03:00Z' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            scheduled-for-year-10000 | /occasion/scheduledFor | '+10000-01-01T00:00:00Z' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            scheduled-for-year-minus-1 | /occasion/scheduledFor | '-0001-01-01T00:00:00Z' is not an instant; use YYYY-MM-DDThh:mm:ssZ
            second-document | "" | not JSON at character 1914: expected the end
            seed-string | /parameters/seed | not an integer
            spec-63-digits | /spec | 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef01234...' is not a digest; use sha256:<64 lower-case hex digits>
            spec-document | /avow | 'spec/v1' is not 'declaration/v1'
            spec-sha512 | /spec | 'sha512:0123456789abcdef0123456789abcdef0123456789abcdef01234...' is not a digest; use sha256:<64 lower-case hex digits>
            spec-upper-case-hex | /spec | 'sha256:0123456789Abcdef0123456789Abcdef0123456789Abcdef01234...' is not a digest; use sha256:<64 lower-case hex digits>
            stop-sequences-with-number | /parameters/stop_sequences | not an array of strings
            string-in-single-quotes | /prompt/messages/0/content | not JSON at character 1630: expected a value
            string-with-high-surrogate-alone | /prompt/messages/0/content | lone surrogate U+D83D
            string-with-latin-1 | /prompt/messages/0/content | text is not valid UTF-8 at byte 1639
            string-with-low-surrogate-alone | /prompt/messages/0/content | lone surrogate U+DE00
            string-with-overlong-utf-8 | /prompt/messages/0/content | text is not valid UTF-8 at byte 1640
            string-with-raw-newline | /prompt/messages/0/content | not JSON at character 1640: expected an escape of a control character, or a quote
            string-with-raw-surrogate | /prompt/messages/0/content | text is not valid UTF-8 at byte 1640
            string-with-surrogates-swapped | /prompt/messages/0/content | lone surrogate U+DE00
            string-with-unknown-escape | /prompt/messages/0/content | not JSON at character 1641: expected an escape of JSON
            submitter-of-a-manual-run | /responsible/submitter | 'schedule' is for slots only; name who asked for the manual run
            submitter-of-a-slot | /responsible/submitter | 'ada@example.org' is not 'schedule', as it is for slots
            task-starts-with-dot | /task | '.summarise' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}
            task-with-kelvin-sign | /task | 'tasK' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}
            temperature-arabic-digit | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-comma | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-empty | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-exponent | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-leading-zero | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-minus-zero | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-no-digit-before-point | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-number | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-plus | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-point-alone | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            temperature-trailing-zero | /parameters/temperature | not a decimal in plain form, a string such as "0.2"
            timeout-days | /constraints/timeout | 'P1D' is not a duration; use PT[nH][nM][n[.f]S] without zero parts
            timeout-lower-case | /constraints/timeout | 'pt5m' is not a duration; use PT[nH][nM][n[.f]S] without zero parts
            timeout-minutes-above-59 | /constraints/timeout | 'PT60M' is not a duration; use PT[nH][nM][n[.f]S] without zero parts
            timeout-negative | /constraints/timeout | duration PT-5M is not above zero
            timeout-number | /constraints/timeout | not a string
            timeout-trailing-zero | /constraints/timeout | 'PT0.50S' is not a duration; use PT[nH][nM][n[.f]S] without zero parts
            timeout-zero-parts | /constraints/timeout | 'PT0H5M' is not a duration; use PT[nH][nM][n[.f]S] without zero parts
            timeout-zero | /constraints/timeout | duration PT0S is not above zero
            tool-twice | /context/tools/1/name | 'search' is offered twice
            tools-empty | /context/tools | empty; leave the member out instead
            unknown-member-of-constraints-budget-cost | /constraints/budget/cost/note | unknown member
            unknown-member-of-constraints-budget | /constraints/budget/note | unknown member
            unknown-member-of-constraints | /constraints/note | unknown member
            unknown-member-of-context-environment | /context/environment/note | unknown member
            unknown-member-of-context-inputs-tickets | /context/inputs/tickets/note | unknown member
            unknown-member-of-context-mapped | /context/mapped/note | unknown member
            unknown-member-of-context-tools | /context/tools/0/note | unknown member
            unknown-member-of-context-upstream-each | /context/upstream/each/0/note | unknown member
            unknown-member-of-context-upstream-fetch | /context/upstream/fetch/note | unknown member
            unknown-member-of-context-upstream-many | /context/upstream/many/note | unknown member
            unknown-member-of-context | /context/note | unknown member
            unknown-member-of-declaration | /note | unknown member
            unknown-member-of-model | /model/note | unknown member
            unknown-member-of-occasion-dataInterval | /occasion/dataInterval/note | unknown member
            unknown-member-of-occasion | /occasion/note | unknown member
            unknown-member-of-operator | /operator/note | unknown member
            unknown-member-of-prompt-messages | /prompt/messages/0/note | unknown member
            unknown-member-of-prompt | /prompt/note | unknown member
            unknown-member-of-responsible | /responsible/note | unknown member
            upstream-attempt-two-to-the-31 | /context/upstream/fetch/attempt | integer 2147483648 is outside ±(2^31-1)
            upstream-attempt-zero | /context/upstream/fetch/attempt | integer 0 is below 1
            upstream-count-1000 | /context/upstream/many/count | integer 1000 is below 1001
            upstream-empty | /context/upstream | empty; leave the member out instead
            upstream-runs-above-1000 | /context/upstream/each | 1001 runs are not 1 to 1000
            upstream-runs-empty | /context/upstream/each | empty; leave the member out instead
            utf-16 | "" | not JSON at character 0: expected a value
            value-exponent-upper-case | /parameters/seed | fraction or exponent; write a decimal as a string
            value-exponent | /parameters/seed | fraction or exponent; write a decimal as a string
            value-fraction-of-zero | /parameters/seed | fraction or exponent; write a decimal as a string
            value-fraction | /parameters/seed | fraction or exponent; write a decimal as a string
            value-hexadecimal | /parameters/seed | not JSON at character 1549: expected the end of a value
            value-infinity | /parameters/seed | not JSON at character 1548: expected a value
            value-leading-zero | /parameters/seed | leading zero
            value-minus-two-to-the-53 | /parameters/seed | integer -9007199254740992 is outside ±(2^53-1)
            value-minus-zero | /parameters/seed | -0
            value-nan | /parameters/seed | not JSON at character 1548: expected a value
            value-no-value | /parameters/seed | not JSON at character 1548: expected a value
            value-null | /parameters/seed | null
            value-plus | /parameters/seed | not JSON at character 1548: expected a value
            value-thousand-digits | /parameters/seed | integer of 1000 digits is outside ±(2^53-1)
            value-two-to-the-53 | /parameters/seed | integer 9007199254740992 is outside ±(2^53-1)
            """;

    static List<Golden> files() {
        return Golden.in(FOLDER);
    }

    static List<String> expected() {
        return EXPECTED.lines().toList();
    }

    @Test
    void the_good_one_is_accepted() {
        byte[] good = new Golden(FOLDER, "good").bytes();

        Declaration declaration = Declaration.parse(good);

        assertThat(declaration.canonicalBytes()).isEqualTo(good);
    }

    @Test
    void every_file_is_in_the_table() {
        List<Golden> files = files();

        assertThat(files.stream().map(Golden::name).filter(name -> !name.equals("good")))
                .containsExactlyElementsOf(expected().stream()
                        .map(row -> row.substring(0, row.indexOf(" | ")))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("expected")
    void refuses_at_the_pointer_and_for_the_reason(String row) {
        String[] cells = row.split(" \\| ", 3);
        byte[] bad = new Golden(FOLDER, cells[0]).bytes();

        DeclarationException refused = catchThrowableOfType(DeclarationException.class, () -> Declaration.parse(bad));

        assertThat(refused.getMessage()).isEqualTo("Refused at " + cells[1] + ": " + cells[2] + ".");
    }
}
