package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Uses;
import java.sql.SQLException;
import java.util.List;

/** Uses in SQL. */
final class SqlUses implements Uses {

    private static final String INSERT = """
            insert into used (kind, subject, at, identity)
            values (:kind, :subject, :at, :identity)""";

    static final String OF_RUN = """
            select kind, subject, at, identity from used
            where identity = :identity
            order by identity, kind, subject""";

    static final String HAS_LIST = """
            select list from used_member
            where list = :list fetch first 1 rows only""";

    private static final String INSERT_MEMBER = """
            insert into used_member (list, kind, subject)
            values (:list, :kind, :subject)""";

    static final String MEMBERS = """
            select distinct list, kind, subject from used_member
            where list = :list
            order by list, kind, subject""";

    private final Sql sql;

    SqlUses(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(List<UseRow> uses) {
        sql.insertAll(
                INSERT,
                uses.stream()
                        .map(use -> values().text("kind", use.kind())
                                .text("subject", use.subject())
                                .time("at", use.at())
                                .digest("identity", use.identity()))
                        .toList());
    }

    @Override
    public List<UseRow> of(String identity) {
        return sql.list(OF_RUN, values().digest("identity", identity), SqlUses::useRow);
    }

    @Override
    public boolean hasList(String list) {
        return sql.find(HAS_LIST, values().text("list", list), row -> row.text("list"))
                .isPresent();
    }

    @Override
    public void insertMembers(List<MemberRow> members) {
        sql.insertAll(
                INSERT_MEMBER,
                members.stream()
                        .map(member -> values().text("list", member.list())
                                .text("kind", member.kind())
                                .text("subject", member.subject()))
                        .toList());
    }

    @Override
    public List<MemberRow> members(String list) {
        return sql.list(
                MEMBERS,
                values().text("list", list),
                row -> new MemberRow(row.text("list"), row.text("kind"), row.text("subject")));
    }

    static UseRow useRow(Row row) throws SQLException {
        return new UseRow(row.text("kind"), row.text("subject"), row.time("at"), row.digest("identity"));
    }
}
