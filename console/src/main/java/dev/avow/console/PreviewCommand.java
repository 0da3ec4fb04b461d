package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.identity.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow preview}: what would be declared. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the engine would declare now for a slot, or for a manual run: each identity, and the canonical"
                    + " bytes that it is the digest of. Nothing is declared.",
            "A manual run under another request has another identity."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:refused, or not taken", "2:bad usage, no store, or no engine", "3:no answer came"})
final class PreviewCommand extends AskingCommand {

    @Parameters(index = "0", paramLabel = "JOB", description = "The name of a job that the engine has registered.")
    private String job = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OCCASION",
            description = "A slot's key, decided or not: slot:default:2026-01-05T03:00:00Z. Without it, a manual run.")
    private @Nullable String occasion;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A param of a manual run, once for each.")
    private Map<String, String> params = new TreeMap<>();

    @Option(names = "--request", paramLabel = "KEY", description = "The request of a manual run. Default: a new one.")
    private @Nullable String request;

    PreviewCommand(Outside outside) {
        super("preview", outside);
    }

    @Override
    JsonObject arguments() {
        if (occasion != null) {
            if (request != null || !params.isEmpty()) {
                throw new InputException(
                        "Options --param and --request are for a manual run, and an occasion is given. Leave one out.");
            }
            return new Arguments().put("job", job).putIf("occasion", occasion).json();
        }
        Arguments given = new Arguments();
        params.forEach(given::put);
        String key = request;
        return new Arguments()
                .put("job", job)
                .put("params", given)
                .put("request", key == null ? "cli-" + Desk.random() : key)
                .json();
    }

    @Override
    int talk(Talk talk) {
        Reply reply = talk.plan();
        if (user.json()) {
            ObjectNode document = talk.document();
            document.set("plan", reply.body());
            print(document.put("state", reply.outcome().name()));
        }
        if (!user.json() || !reply.isDone()) {
            print(reply);
        }
        return reply.code();
    }
}
