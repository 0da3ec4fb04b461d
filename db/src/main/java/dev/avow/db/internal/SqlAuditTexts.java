package dev.avow.db.internal;

import dev.avow.db.Audit.Between;
import dev.avow.db.Audit.Choice;
import dev.avow.db.Audit.Only;
import dev.avow.db.Audit.Span;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queries of {@link SqlAudit}. */
final class SqlAuditTexts {

    static final String RUNS = SqlRuns.SELECT.replace("from run", ", took_attempt, took from run");

    static final String ATTEMPTS = """
            select identity, attempt, node, epoch, beat, state, detail, started_at, ended_at, cancel from attempt
            """;

    static final String OUTPUTS = """
            select identity, attempt, name, seq, digest, media_type, size, is_private from output
            """;

    static final String DEFERRALS = """
            select identity, attempt, until, body, times, losses from deferral
            """;

    static final String LOCATORS = """
            select identity, input, locator from locator
            """;

    static final String KEYS = """
            select identity, secret from private_key
            """;

    static final String TEXTS = """
            select identity, place, text from private_value
            """;

    static final String USES = """
            select mark, at, identity, subject from used
            """;

    static final String SIZES = """
            select digest, octet_length(body) as bytes from content
            where digest = any(:digests)""";

    static final String WANTED_SLOTS = """
            select job, schedule, cast(slot_time as timestamp(3) with time zone) as at
            from unnest(cast(:jobs as varchar array), cast(:schedules as varchar array),
                cast(:times as varchar array)) as wanted (job, schedule, slot_time)""";

    private SqlAuditTexts() {}

    static String identities(Choice choice, boolean further) {
        return "select d.identity from declaration d where 1 = 1" + chosen(choice, further);
    }

    /** Counts what may be large. */
    static String bytes(Span span) {
        return Stream.of(
                        "body) as bytes from declaration ",
                        "body) from event ",
                        "body) from deferral ",
                        "text) from private_value ",
                        "detail) from attempt ",
                        "locator) from locator ")
                .map(of -> "select identity, octet_length(" + of + in(span))
                .collect(Collectors.joining(
                        "\nunion all ",
                        "select identity, cast(sum(bytes) as bigint) as bytes from (",
                        ") r group by identity"));
    }

    static String declarations(Choice choice, boolean further) {
        return """
            select d.identity, d.job, d.task, d.occasion, d.number, d.map_index, d.spec, d.body, d.declared_at,
                s.stored_at as spec_stored_at,
                exists (select 1 from spec_use u
                    where u.job = d.job and u.task = d.task and u.spec = d.spec) as spec_noted
            from declaration d left join spec s on s.digest = d.spec
            where 1 = 1""" + chosen(choice, further);
    }

    private static String chosen(Choice choice, boolean further) {
        return (further ? " and d.identity > :after" : "")
                + choice.identity()
                        .map(identity -> " and d.identity = :identity")
                        .orElse("")
                + choice.job().map(job -> " and d.job = :job").orElse("")
                + choice.since()
                        .map(since -> " and (d.declared_at >= :since or exists (select 1 from run r"
                                + " where r.identity = d.identity and r.at >= :since))")
                        .orElse("")
                + " order by d.identity fetch first :limit rows only";
    }

    static String events(Span span) {
        return "select seq, kind, job, identity, attempt, at, body, digest from event\n" + in(span)
                + " order by identity, seq";
    }

    static String mappings(Span span) {
        return """
            select distinct m.job, m.task, m.occasion, m.number, m.elements, m.list, m.at
            from mapping m join declaration d
                on d.job = m.job and d.task = m.task and d.occasion = m.occasion and d.number = m.number
            """ + in(span).replace("identity ", "d.identity ") + " and d.map_index >= 0";
    }

    /** Identities of events may be missing, and those are about no run. */
    static String in(Span span) {
        if (span instanceof Only) {
            return "where identity = any(:identities)";
        }
        Between between = (Between) span;
        return "where identity is not null"
                + between.after().map(after -> " and identity > :after").orElse("")
                + between.upTo().map(upTo -> " and identity <= :upTo").orElse("");
    }
}
