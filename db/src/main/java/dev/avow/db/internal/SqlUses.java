package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Lookups.Use;
import dev.avow.db.Uses;
import java.sql.SQLException;
import java.util.List;

/** Uses in SQL. */
final class SqlUses implements Uses {

    private static final String INSERT = """
            insert into used (mark, at, identity, subject)
            values (:mark, :at, :identity, :subject)""";

    static final String OF_RUN = """
            select mark, at, identity, subject from used
            where identity = :identity
            order by mark""";

    static final String HAS_LIST = """
            select list from used_member
            where list = :list fetch first 1 rows only""";

    private static final String INSERT_MEMBER = """
            insert into used_member (list, mark, kind, subject)
            values (:list, :mark, :kind, :subject)""";

    static final String MEMBERS = """
            select distinct kind, subject, mark from used_member
            where list = :list
            order by kind, subject, mark""";

    private final Sql sql;

    SqlUses(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(List<UseRow> uses) {
        sql.insertAll(
                INSERT,
                uses.stream()
                        .map(UseRow::stored)
                        .map(use -> values().uuid("mark", use.mark())
                                .time("at", use.at())
                                .digest("identity", use.identity())
                                .text("subject", use.subject()))
                        .toList());
    }

    @Override
    public List<UsedRow> of(String identity) {
        return sql.list(OF_RUN, values().digest("identity", identity), SqlUses::usedRow);
    }

    @Override
    public boolean hasList(String list) {
        return sql.find(HAS_LIST, list(list), row -> row.uuid("list")).isPresent();
    }

    @Override
    public void insertMembers(List<MemberRow> members) {
        sql.insertAll(
                INSERT_MEMBER,
                members.stream()
                        .map(member -> list(member.list())
                                .text("kind", member.kind())
                                .text("subject", member.subject())
                                .uuid("mark", Uses.mark(member.kind(), member.subject())))
                        .toList());
    }

    @Override
    public List<MemberRow> members(String list) {
        return sql.list(MEMBERS, list(list), row -> memberRow(list, row));
    }

    private static MemberRow memberRow(String list, Row row) throws SQLException {
        String kind = row.text("kind");
        String subject = row.text("subject");
        return new MemberRow(list, kind, subject, row.uuid("mark").equals(Uses.mark(kind, subject)));
    }

    static Values list(String list) {
        return values().uuid("list", Uses.mark(Use.LIST, list));
    }

    static UsedRow usedRow(Row row) throws SQLException {
        return new UsedRow(row.uuid("mark"), row.optionalText("subject"), row.time("at"), row.digest("identity"));
    }
}
