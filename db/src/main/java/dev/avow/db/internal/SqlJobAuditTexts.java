package dev.avow.db.internal;

/** The queries of {@link SqlJobAudit}; {@code further} ones go on after the row whose key is bound. */
final class SqlJobAuditTexts {

    static final String EVENTS = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where identity is null and seq > :after
            order by identity, seq fetch first :limit rows only""";

    static final String EVENTS_OF_KIND = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where job = :job and kind = :kind and identity is null and at >= :from and at <= :to
            """ + SqlEvents.RARE + "order by seq";

    static final String EVENTS_FROM = """
            select seq, kind, job, identity, attempt, at, body, digest from event
            where job = :job and kind = :kind and seq >= :from and seq < :before and identity is null
            """ + SqlEvents.RARE + "order by job, kind, seq";

    static final String PLACE = """
            select seq, at from event
            where seq >= :from
            order by seq fetch first 1 rows only""";

    private static final String WANTED = """
            unnest(cast(:jobs as varchar array), cast(:tasks as varchar array), cast(:occasions as varchar array))
                as k (job, task, occasion)
            """;

    static final String UNDECLARED_OF =
            """
            select u.job, u.task, u.occasion, u.reason, u.at from undeclared u
            join\s""" + WANTED + " on u.job = k.job and u.task = k.task and u.occasion = k.occasion";

    static final String DECLARED_OF = "select distinct k.job, k.task, k.occasion from " + WANTED + """
            where exists (select 1 from declaration d
                where d.job = k.job and d.task = k.task and d.occasion = k.occasion)""";

    /** Whatever the task is. */
    static final String OCCASIONS_OF = "select distinct k.job, k.task, k.occasion from " + WANTED + """
            where exists (select 1 from run r where r.job = k.job and r.occasion = k.occasion)
                or exists (select 1 from undeclared u where u.job = k.job and u.occasion = k.occasion)
                or exists (select 1 from request q where q.job = k.job and q.occasion_key = k.occasion)
                or exists (select 1 from mapping m where m.job = k.job and m.occasion = k.occasion)""";

    static final String SLOTS_OF = """
            select s.job, s.schedule, s.first_for, s.last_for, s.slots, s.decision, s.reason, s.at from slot s
            join (""" + SqlAuditTexts.WANTED_SLOTS + """
            ) k on s.job = k.job and s.schedule = k.schedule and s.first_for = k.at""";

    private static final String OCCASION_AFTER =
            "job >= :job and (job > :job or task > :task or (task = :task and occasion > :occasion)) ";

    private static final String NUMBERED_AFTER = "job >= :job and (job > :job or task > :task or (task = :task"
            + " and (occasion > :occasion or (occasion = :occasion and number > :number)))) ";

    static final String LIMIT = " fetch first :limit rows only";

    private SqlJobAuditTexts() {}

    static String specs(boolean further) {
        return "select digest, job, task, body, stored_at from spec " + where(further, "digest > :after ")
                + "order by digest" + LIMIT;
    }

    static String specUses(boolean further) {
        return "select u.job, u.task, u.number, u.spec, u.identity, u.at, d.job as first_job, d.task as first_task,"
                + " d.spec as first_spec, d.declared_at as first_at"
                + " from spec_use u left join declaration d on d.identity = u.identity "
                + where(
                        further,
                        "u.job >= :job and (u.job > :job or u.task > :task"
                                + " or (u.task = :task and u.number > :number)) ")
                + "order by u.job, u.task, u.number" + LIMIT;
    }

    static String slots(boolean further) {
        return "select job, schedule, first_for, last_for, slots, decision, reason, at from slot "
                + where(
                        further,
                        "job >= :job and (job > :job or schedule > :schedule"
                                + " or (schedule = :schedule and first_for > :firstFor)) ")
                + "order by job, schedule, first_for" + LIMIT;
    }

    static String undeclared(boolean further) {
        return "select job, task, occasion, reason, at from undeclared " + where(further, OCCASION_AFTER)
                + "order by job, task, occasion" + LIMIT;
    }

    static String afterNumbered(boolean further) {
        return where(further, NUMBERED_AFTER);
    }

    static String refusals(boolean further) {
        return "select r.job, r.task, r.occasion, r.number, r.at, exists (select 1 from mapping m where m.job = r.job"
                + " and m.task = r.task and m.occasion = r.occasion and m.number = r.number) as mapped"
                + " from mapping_refusal r " + afterNumbered(further)
                + "order by r.job, r.task, r.occasion, r.number" + LIMIT;
    }

    static String lists(boolean further) {
        return "select m.list, (select u.subject from used u where u.mark = m.list and u.subject is not null"
                + " fetch first 1 rows only) as used_list from (select distinct list from used_member "
                + where(further, "list > :after ")
                + "order by list" + LIMIT + ") m order by m.list";
    }

    static String contents(boolean further) {
        return "select digest, size, octet_length(body) as bytes from content " + where(further, "digest > :after ")
                + "order by digest" + LIMIT;
    }

    static String bodies(boolean further) {
        return "select digest, body from content where digest <= :upTo " + (further ? "and digest > :after " : "")
                + "order by digest";
    }

    private static String where(boolean further, String after) {
        return further ? "where " + after : "";
    }
}
