package dev.avow.engine.run;

import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.DataInterval;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Variables;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the templates of a task can name on an occasion: the job and task, the occasion, its data interval, the params, and
 * of inputs and upstream outputs what is declared of them and their text.
 *
 * <p>A text is read where a template names it, and only if it still has the digest that is declared.
 */
final class TemplateVariables {

    private final Store store;
    private final BoundTask bound;
    private final Occasion occasion;
    private final Optional<MappedElement> element;
    private final OpenParams params;

    /** @param params of the occasion, in clear */
    TemplateVariables(
            Store store, BoundTask bound, Occasion occasion, Optional<MappedElement> element, OpenParams params) {
        this.params = params;
        this.store = store;
        this.bound = bound;
        this.occasion = occasion;
        this.element = element;
    }

    /** Returns what confidential texts can name. */
    Variables all(Map<String, DeclaredInput> inputs, List<LocatorRow> locators, Map<String, Upstream> upstream) {
        return of(Variables.of(params.all()), inputs, locators, upstream(upstream, true));
    }

    /** Returns what texts that are declared in clear can name: a private text among it refuses to be read. */
    Variables open(Map<String, DeclaredInput> inputs, List<LocatorRow> locators, Map<String, Upstream> upstream) {
        Variables.Builder shown = Variables.builder().putAll(params.open());
        params.hidden()
                .keySet()
                .forEach(name -> shown.lazy(name, () -> {
                    throw new EngineException(
                            "Param '" + name + "' is private, and a text that is declared in clear names it."
                                    + " Make that text confidential, or do not name it there.");
                }));
        return of(shown.build(), inputs, locators, upstream(upstream, false));
    }

    private Variables of(
            Variables shownParams, Map<String, DeclaredInput> inputs, List<LocatorRow> locators, Variables upstream) {
        Variables.Builder all = Variables.builder()
                .put("job", bound.job().name())
                .put("task", bound.task().name())
                .put("occasion", occasion())
                .put("params", shownParams)
                .put("inputs", inputs(inputs, locators))
                .put("upstream", upstream);
        element.ifPresent(one -> all.put("mapped", one.variables()));
        occasion.interval().ifPresent(interval -> all.put("interval", interval(interval)));
        return all.build();
    }

    private Variables occasion() {
        Variables.Builder all = Variables.builder().put("key", occasion.key());
        if (occasion instanceof Slot slot) {
            all.put("kind", "slot")
                    .put("schedule", slot.schedule())
                    .put("scheduledFor", slot.scheduledFor().toString());
        } else if (occasion instanceof Manual manual) {
            all.put("kind", "manual").put("request", manual.request());
        }
        return all.build();
    }

    private static Variables interval(DataInterval interval) {
        return Variables.builder()
                .put("start", interval.start().toString())
                .put("startDate", date(interval.start()))
                .put("end", interval.end().toString())
                .put("endDate", date(interval.end()))
                .build();
    }

    private static String date(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }

    private Variables inputs(Map<String, DeclaredInput> inputs, List<LocatorRow> locators) {
        Variables.Builder all = Variables.builder();
        for (LocatorRow locator : locators) {
            DeclaredInput input = inputs.get(locator.input());
            if (input != null) {
                all.put(
                        locator.input(),
                        Variables.builder()
                                .put("digest", input.digest().text())
                                .put("size", Long.toString(input.size()))
                                .lazy("text", () -> inputText(locator, input.digest()))
                                .build());
            }
        }
        return all.build();
    }

    private String inputText(LocatorRow locator, Digest declared) {
        String what = "Input '" + locator.input() + "'";
        Optional<String> content = Locators.contentOf(locator.locator());
        if (content.isPresent()) {
            return new KeptText(store).of(what, declared);
        }
        try (InputStream in = Inputs.open(Locators.fileOf(locator.locator()))) {
            return KeptText.read(what, in, declared);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read", e);
        }
    }

    private Variables upstream(Map<String, Upstream> upstream, boolean confidential) {
        Variables.Builder all = Variables.builder();
        upstream.forEach((task, value) -> {
            if (value instanceof UpstreamRun run) {
                all.put(task, run(task, run, confidential));
            } else if (value instanceof UpstreamRuns runs) {
                List<Variables> list = runs.runs().stream()
                        .map(run -> run(task, run, confidential))
                        .toList();
                all.put(task, Variables.builder().put("runs", list).build());
            }
        });
        return all.build();
    }

    private Variables run(String task, UpstreamRun run, boolean confidential) {
        return Variables.builder()
                .put("identity", run.identity().toString())
                .put("attempt", Integer.toString(run.attempt()))
                .put("outputs", outputs(task, run, confidential))
                .build();
    }

    private Variables outputs(String task, UpstreamRun run, boolean confidential) {
        Variables.Builder all = Variables.builder();
        PrivateOutputs outputs = new PrivateOutputs(store, run);
        run.outputs().forEach((name, digest) -> {
            String what = "Output '" + name + "' of task '" + task + "'";
            all.put(
                    name,
                    Variables.builder()
                            .put("digest", digest.text())
                            .lazy(
                                    "text",
                                    () -> new KeptText(store).of(outputs.checked(what, name, confidential), digest))
                            .lazyVariables(
                                    "json",
                                    () -> json(
                                            what,
                                            new KeptText(store).of(outputs.checked(what, name, confidential), digest)))
                            .build());
        });
        return all.build();
    }

    /** Says nothing of what is in a text that cannot be read: the output may be private. */
    private static Variables json(String what, String text) {
        try {
            return Variables.of(CanonicalJson.parseObject(text.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonRefusedException e) {
            throw new EngineException(
                    what + " is no JSON object without fractions, exponents and null, as a template reads"
                            + " it. Give decimals as texts.");
        }
    }
}
