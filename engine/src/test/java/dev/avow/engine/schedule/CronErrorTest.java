package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronErrorTest {

    private static final String WEEKDAYS = "Use 1 to 7, where 1 is Sunday, or SUN to SAT.";
    private static final String FIELDS =
            "Use 6 or 7: second, minute, hour, day of month, month, day of week, and year if wanted.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 0 25 * * ?        | 4  | hour 25 is above 23. Use 0 to 23.",
                "60 0 0 * * ?        | 0  | second 60 is above 59. Use 0 to 59.",
                "0 61-62 0 * * ?     | 2  | minute 61 is above 59. Use 0 to 59.",
                "0 0 9,25 * * ?      | 6  | hour 25 is above 23. Use 0 to 23.",
                "0 0 0 0 * ?         | 6  | day of month 0 is below 1. Use 1 to 31.",
                "0 0 0 32W * ?       | 6  | day of month 32 is above 31. Use 1 to 31.",
                "0 0 0 1 13 ?        | 8  | month 13 is above 12. Use 1 to 12, or JAN to DEC.",
                "0 0 0 1 FOO ?       | 8  | month 'FOO' is not known. Use 1 to 12, or JAN to DEC.",
                "0 0 0 ? * 0         | 10 | day of week 0 is below 1. " + WEEKDAYS,
                "0 0 0 ? * 8L        | 10 | day of week 8 is above 7. " + WEEKDAYS,
                "0 0 0 ? * N,M       | 10 | day of week 'N' is not known. " + WEEKDAYS,
                "0 0 0 1 1 ? 1969    | 12 | year 1969 is below 1970. Use 1970 to 2199.",
                "0 0 0 1 1 ? 99999999999 | 12 | year 99999999999 is above 2199. Use 1970 to 2199.",
                "0 0 0 1 1 ? 2030-2020   | 12 | year range 2030-2020 runs backwards. Put the earlier year first.",
                "0 x 0 * * ?         | 2  | minute 'x' is not known. Use 0 to 59.",
                "0 ٣ 0 * * ?         | 2  | minute '٣' is not known. Use 0 to 59.",
                "0 -5 0 * * ?        | 2  | minute '' is not known. Use 0 to 59.",
                "0 1,,2 0 * * ?      | 4  | minute '' is not known. Use 0 to 59.",
                "0 ? 0 * * ?         | 2  | minute '?' is not known. Use 0 to 59.",
                "0 */0 0 * * ?       | 4  | minute step '0' is not a number from 1 to 59. Use one, such as /1.",
                "0 */60 0 * * ?      | 4  | minute step '60' is not a number from 1 to 59. Use one, such as /1.",
                "0 5/ 0 * * ?        | 4  | minute step '' is not a number from 1 to 59. Use one, such as /1.",
                "0 0 0 L-31 * ?      | 6  | day of month 'L-31' is not known. Use L, LW, L-1 to L-30, or L-1W to L-30W.",
                "0 0 0 ? * FRI#6     | 14 | number '6' of a weekday in its month is not 1 to 5."
                        + " Use 1 to 5, or L for the last one.",
                "0 0 0 1 * MON       | 10 | day of month 1 and day of week MON exclude each other."
                        + " Use ? for exactly one of them.",
                "0 0 0 * * *         | 10 | day of month * and day of week * exclude each other."
                        + " Use ? for exactly one of them.",
                "0 0 25 * * *        | 4  | hour 25 is above 23. Use 0 to 23.",
                "0 0 0 ? * ?         | 10 | day of month ? and day of week ? leave the day open."
                        + " Use ? for exactly one of them.",
                "0 0 0 31 2 ?        | 6  | no day from 1970 to 2199 matches. Use a day that the months and years have.",
                "0 0 0 29 2 ? 2025   | 6  | no day from 1970 to 2199 matches. Use a day that the months and years have.",
                "30 6 * * MON-FRI    | 0  | it has 5 fields, and seconds come first. Put the second in front,"
                        + " and ? for one of day of month and day of week, as in '0 30 6 ? * MON-FRI'.",
                "``                  | 0  | it has 0 fields. " + FIELDS,
                "@daily              | 6  | it has 1 field. " + FIELDS,
                "0 0 0 1 1 ? 2030 x  | 17 | it has 8 fields. " + FIELDS
            })
    void says_where_an_expression_is_wrong_and_what_to_do(String expression, int offset, String fault) {
        assertThatThrownBy(() -> cron(expression))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Cron expression '" + expression + "' is not valid at offset " + offset + ": " + fault);
    }

    @Test
    void keeps_its_message_on_one_line() {
        assertThatThrownBy(() -> cron("0 0\n0 0 * * ?"))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Cron expression '0 0\\u000a0 0 * * ?' is not valid at offset 2:"
                        + " minute '0\\u000a0' is not known. Use 0 to 59.");
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berln", "GMT+25", "''", "CEST", "europe/berlin"})
    void refuses_an_unknown_zone_by_name(String zone) {
        assertThatThrownBy(() -> cron("0 0 3 * * ?").zone(zone))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Time zone '" + zone + "' is not known. Use an id such as 'Europe/Berlin' or 'UTC'.");
    }

    @Test
    void is_equal_by_its_settings() {
        Cron cron = cron("0 0 3 * * ?");

        assertThat(cron).isEqualTo(cron("0 0 3 * * ?")).hasSameHashCodeAs(cron("0 0 3 * * ?"));
        assertThat(cron).isNotEqualTo(cron("0 0 4 * * ?"));
        assertThat(cron).isNotEqualTo(cron.zone("Europe/Berlin")).isNotEqualTo(cron.catchUp(CatchUp.ALL));
        assertThat(cron).isNotEqualTo(cron.gap(Gap.SKIP)).isNotEqualTo(cron.overlap(Overlap.TWICE));
        assertThat(cron.zone("Europe/Berlin")
                        .gap(Gap.SKIP)
                        .overlap(Overlap.TWICE)
                        .catchUp(CatchUp.NONE))
                .isEqualTo(cron.catchUp(CatchUp.NONE)
                        .overlap(Overlap.TWICE)
                        .gap(Gap.SKIP)
                        .zone("Europe/Berlin"));
    }

    @Test
    void depends_on_no_default_zone_or_locale() {
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));

            assertThat(cron("0 0 3 ? jan,apr fri").next(Instant.parse("2026-01-05T00:00:00Z")))
                    .contains(Instant.parse("2026-01-09T03:00:00Z"));
            assertThatThrownBy(() -> cron("0 0 25 * * ?")).hasMessageContaining("hour 25 is above 23. Use 0 to 23.");
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }
}
