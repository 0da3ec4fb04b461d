package dev.avow.db.internal;

/** A way to runs through one index, in whose order they come, by moment: each repeats the columns that are fixed, for H2. */
enum Way {
    /** Its index has all that pages are ordered by. */
    JOB("run r", "r", "r.job = :job", "r.job, r.at desc, r.declared_at desc, r.number desc, r.identity desc", "only"),

    STATE("run r", "r", "r.state = :state", "r.state, r.at desc", "with ties"),

    JOB_STATE("run r", "r", "r.job = :job and r.state = :state", "r.job, r.state, r.at desc", "with ties"),

    USE("used u join run r on r.identity = u.identity", "u", "u.mark = :mark", "u.mark desc, u.at desc", "with ties"),

    /** What was used in lists is found through them, and sorted: a run may have used it in several. */
    LIST("run r", "r", """
            r.identity in (select u.identity from used_member m join used u on u.mark = m.list
                where m.mark = :mark)""", "r.at desc", "with ties");

    final String from;

    /** The table that has the order's columns. */
    final String table;

    final String where;
    final String order;

    /** How a page ends: where the order is not that of pages, at the end of its last moment. */
    final String end;

    Way(String from, String table, String where, String order, String end) {
        this.from = from;
        this.table = table;
        this.where = where;
        this.order = order;
        this.end = end;
    }
}
