package dev.avow.db.internal;

/** The queries of {@link SqlCrossAudit}. */
final class SqlCrossAuditTexts {

    static final String UPSTREAM = """
            select d.identity, d.number, coalesce(a.attempt, 0) as attempt, coalesce(a.state, '') as state,
                a.started_at, a.ended_at
            from declaration d left join attempt a on a.identity = d.identity
            where d.identity = any(:identities)
            order by d.identity, a.attempt""";

    static final String NUMBERS = """
            select k.job, k.task, k.occasion, k.number,
                (select min(e.seq) from declaration d join event e on e.identity = d.identity and e.kind = 'DECLARED'
                    where\s""" + of("d") + """
             and d.number = k.number) as first_event
            from (select distinct job, task, occasion, cast(number_text as integer) as number
                from unnest(cast(:jobs as varchar array), cast(:tasks as varchar array),
                    cast(:occasions as varchar array), cast(:numbers as varchar array))
                    as wanted (job, task, occasion, number_text)) k
            where exists (select 1 from declaration d where\s""" + of("d") + """
             and d.number = k.number) or exists (select 1 from mapping m where\s""" + of("m") + """
             and m.number = k.number)""";

    private static final String LISTED = """
            select k.job, k.task, k.occasion, k.number, k.elements, k.list, k.at,
                (select count(distinct d.map_index) from declaration d where\s""" + of("d") + """
             and d.number <= k.number and d.map_index >= 0 and d.map_index < k.elements) as declared,
                (select coalesce(max(d.map_index), -1) from declaration d where\s""" + of("d") + """
             and d.number = k.number) as highest,
                (k.number <= 1 or exists (select 1 from declaration d where\s""" + of("d") + """
             and d.number = k.number - 1) or exists (select 1 from mapping m where\s""" + of("m") + """
             and m.number = k.number - 1)) as follows,
                not (exists (select 1 from mapping m where\s""" + of("m")
            + """
             and m.number > k.number)
                or exists (select 1 from declaration d where\s""" + of("d") + """
             and d.map_index < 0 and d.number >= k.number)
                or exists (select 1 from mapping_refusal m where\s""" + of("m") + """
             and m.number = k.number)
                or exists (select 1 from undeclared u where\s""" + of("u") + """
            )
                or exists (select 1 from request r
                    where r.job = k.job and r.task = k.task and r.occasion_key = k.occasion)) as settled
            from mapping k\s""";

    static final String ELEMENTS = """
            select d.map_index, r.map_key from declaration d left join run r on r.identity = d.identity
            where d.job = :job and d.task = :task and d.occasion = :occasion and d.number <= :number
                and d.map_index >= 0
                and not exists (select 1 from declaration n
                    where n.job = :job and n.task = :task and n.occasion = :occasion and n.number <= :number
                        and n.map_index = d.map_index and n.number > d.number)
            order by d.map_index""";

    static final String UNDECIDED = "select job, schedule, at from (" + SqlAuditTexts.WANTED_SLOTS + """
            ) k
            where not exists (select 1 from slot s
                    where s.job = k.job and s.schedule = k.schedule and s.first_for = k.at)
                and not exists (select 1 from slot s
                    where s.job = k.job and s.schedule = k.schedule and s.first_for <= k.at and s.last_for >= k.at)""";

    static final String EVENTS = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where job = any(:jobs) and kind = :kind and identity is null
            """ + SqlEvents.RARE + "order by seq";

    private static final String WANTED = """
            unnest(cast(:digests as bytea array), cast(:texts as varchar array), cast(:marks as uuid array))
                as w (digest, digest_text, mark)
            """;

    /** By outputs, kept inputs, the lists of mapped tasks, and long lists of runs. */
    static final String REFERRED = """
            select digest, identity, runs from (
                select digest, identity, count(*) over (partition by digest) as runs,
                    row_number() over (partition by digest order by identity) as place
                from (
                    select digest, identity from output where digest = any(:digests)
                    union select w.digest, l.identity from locator l join\s""" + WANTED + """
             on l.locator = 'content:' || w.digest_text
                    union select m.list as digest, d.identity from mapping m join declaration d on d.job = m.job
                        and d.task = m.task and d.occasion = m.occasion and d.number = m.number and d.map_index >= 0
                        where m.list = any(:digests)
                    union select w.digest, u.identity from used u join\s""" + WANTED + """
             on u.mark = w.mark) referring) numbered
            where place = 1
            order by digest""";

    static final String ORDER = """
            select seq, at, before_seq, before_at, last_seq from (
                select seq, at, lag(seq) over (order by seq) as before_seq, lag(at) over (order by seq) as before_at,
                    max(seq) over () as last_seq
                from (select seq, at from event where seq >= :from order by seq fetch first :limit rows only) p) q
            where seq = last_seq or at < before_at - cast(:seconds as bigint) * interval '1' second
            order by seq""";

    private SqlCrossAuditTexts() {}

    private static String of(String row) {
        return String.format("%1$s.job = k.job and %1$s.task = k.task and %1$s.occasion = k.occasion ", row);
    }

    static String mappings(boolean further) {
        return LISTED + SqlJobAuditTexts.afterNumbered(further) + "order by job, task, occasion, number"
                + SqlJobAuditTexts.LIMIT;
    }
}
