package dev.avow.db.internal;

/** A way to runs through one index, in whose order they come, by moment: each repeats the columns that are fixed, for H2. */
enum Way {
    JOB("run r", "r", "r.job = :job", "r.job, r.at desc"),

    STATE("run r", "r", "r.state = :state", "r.state, r.at desc"),

    JOB_STATE("run r", "r", "r.job = :job and r.state = :state", "r.job, r.state, r.at desc"),

    USE(
            "used u join run r on r.identity = u.identity",
            "u",
            "u.kind = :kind and u.subject = :subject",
            "u.kind desc, u.subject desc, u.at desc"),

    /** What was used in lists is found through them, and sorted: a run may have used it in several. */
    LIST("run r", "r", """
            r.identity in (select u.identity from used_member m join used u on u.subject = m.list
                where m.kind = :kind and m.subject = :subject and u.kind = 'LIST')""", "r.at desc");

    final String from;

    /** The table that has the order's columns. */
    final String table;

    final String where;
    final String order;

    Way(String from, String table, String where, String order) {
        this.from = from;
        this.table = table;
        this.where = where;
        this.order = order;
    }
}
