package dev.avow.testing.assertions;

import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;

/** What a failed assertion shows of a run: where it stands, why, and how it came there. */
final class RunStory {

    private RunStory() {}

    static String of(RunDetail detail) {
        RunView run = detail.run();
        StringBuilder story = new StringBuilder();
        story.append("run ")
                .append(run.job())
                .append(" / ")
                .append(run.task())
                .append(", ")
                .append(run.occasion());
        line(story, "identity", run.identity().toString());
        line(
                story,
                "state",
                run.state() + run.waiting().map(reason -> ", waits: " + reason).orElse(""));
        if (!run.detail().isEmpty()) {
            line(story, "detail", run.detail());
        }
        for (AttemptView attempt : detail.attempts()) {
            String message = attempt.message().isEmpty() ? "" : ": " + attempt.message();
            line(story, "attempt " + attempt.number(), attempt.state() + message);
        }
        for (EventView event : detail.events()) {
            line(story, "event", event.at() + " " + event.kind());
        }
        return story.toString();
    }

    private static void line(StringBuilder story, String name, String value) {
        story.append("\n  ").append(name).append(": ").append(value);
    }
}
