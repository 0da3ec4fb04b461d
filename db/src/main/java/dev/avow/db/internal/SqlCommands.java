package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Bytes;
import dev.avow.db.Commands;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Commands in SQL. */
final class SqlCommands implements Commands {

    private static final String SUBMIT = """
            insert into command (id, verb, arguments, requested_by, dry_run, submitted_at, expires_at, pending)
            values (:id, :verb, :arguments, :requestedBy, :dryRun, current_timestamp,
                current_timestamp + cast(:wait as bigint) * interval '1' second, true)""";

    static final String PENDING = """
            select id, verb, arguments, requested_by, dry_run from command
            where pending = true
            order by pending, submitted_at, id fetch first :limit rows only""";

    private static final String TAKE = """
            insert into command_take (id, node, at)
            select id, cast(:node as varchar(200)), current_timestamp from command
            where id = :id and pending = true and expires_at > current_timestamp""";

    private static final String WITHDRAW = """
            insert into command_take (id, node, at) values (:id, null, current_timestamp)""";

    private static final Bytes NOTHING = Bytes.of("{}".getBytes(StandardCharsets.UTF_8));

    static final String CLOSE = """
            update command set pending = false, arguments = :nothing
            where pending = true and (expires_at <= current_timestamp
                or exists (select 1 from command_take where command_take.id = command.id))""";

    private static final String ANSWER = """
            insert into command_answer (id, state, body, at) values (:id, :state, :body, current_timestamp)""";

    private static final String FATE = """
            select command_take.id, command_take.node, command_answer.state, command_answer.body
            from command_take left join command_answer on command_answer.id = command_take.id
            where command_take.id = :id""";

    static final String DELETE_OLD = """
            delete from command
            where pending = false and submitted_at <= current_timestamp - interval '30' day""";

    private final Sql sql;

    SqlCommands(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void submit(CommandRow command, Duration wait) {
        sql.update(
                SUBMIT,
                id(command.id())
                        .text("verb", command.verb())
                        .bytes("arguments", command.arguments())
                        .text("requestedBy", command.requestedBy())
                        .flag("dryRun", command.dryRun())
                        .number("wait", wait.toSeconds()));
    }

    @Override
    public List<CommandRow> pending(int limit) {
        return sql.list(PENDING, values().number("limit", limit), SqlCommands::commandRow);
    }

    @Override
    public boolean take(String id, String node) {
        return sql.insertIfAbsent(TAKE, id(id).text("node", node));
    }

    @Override
    public boolean withdraw(String id) {
        return sql.insertIfAbsent(WITHDRAW, id(id));
    }

    @Override
    public void close() {
        sql.update(CLOSE, values().bytes("nothing", NOTHING));
    }

    @Override
    public void answer(AnswerRow answer) {
        sql.update(ANSWER, id(answer.id()).text("state", answer.state()).bytes("body", answer.body()));
    }

    @Override
    public Optional<FateRow> fate(String id) {
        return sql.find(FATE, id(id), SqlCommands::fateRow);
    }

    @Override
    public void deleteOld() {
        sql.update(DELETE_OLD, values());
    }

    private static Values id(String id) {
        return values().text("id", id);
    }

    private static CommandRow commandRow(Row row) throws SQLException {
        return new CommandRow(
                row.text("id"),
                row.text("verb"),
                row.bytes("arguments"),
                row.text("requested_by"),
                row.flag("dry_run"));
    }

    private static FateRow fateRow(Row row) throws SQLException {
        Optional<String> state = row.optionalText("state");
        Optional<AnswerRow> answer = state.isEmpty()
                ? Optional.empty()
                : Optional.of(new AnswerRow(row.text("id"), state.get(), row.bytes("body")));
        return new FateRow(row.optionalText("node"), answer);
    }
}
