package dev.avow.console;

import java.nio.file.Path;

/** Documents for the commands. */
final class Documents {

    /** The golden declarations of the engine. */
    static final Path GOLDEN = Path.of("..", "engine", "src", "test", "resources", "identity", "v1");

    private static final String DIGEST = "sha256:" + "0".repeat(64);

    static final String CANONICAL = """
            {"avow":"declaration/v1","constraints":{},"context":{},"job":"report",\
            "occasion":{"kind":"manual","request":"r-1"},"operator":{"name":"copy","version":"1"},"parameters":{},\
            "responsible":{"owner":"ada","submitter":"ada"},"spec":"%s","task":"copy"}\
            """.formatted(DIGEST);

    static final String IDENTITY = "sha256:8d9bb4bbbf0b535a9f6fab7d2030962a86feb5b681e69d644549de9677797bd1";

    /** The same with other white space. */
    static final String SPACED = " " + CANONICAL.replace(",", " , ");

    /** One whose job is refused. */
    static final String BAD = CANONICAL.replace("report", "Report");

    private Documents() {}
}
