package dev.avow.engine.declaration;

import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.RandomJson;
import dev.avow.engine.identity.SpecDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Valid declarations and specs, with and without each optional part. */
public final class RandomDeclarations {

    private static final String NAME_STARTS = "abcxyz0189";
    private static final String NAME_RESTS = NAME_STARTS + "._-";
    private static final List<TriggerRule> RULES = List.of(TriggerRule.values());
    private static final List<String> ROLES = List.of("system", "user", "assistant", "tool");

    private final Random random;
    private final RandomJson json;

    public RandomDeclarations(Random random) {
        this.random = random;
        this.json = new RandomJson(random);
    }

    /** Returns a declaration. */
    public Declaration declaration() {
        boolean slot = random.nextBoolean();
        return new Declaration(
                name(),
                name(),
                slot ? slot() : manual(),
                new SpecDigest(digest()),
                operator(),
                maybe(this::model),
                maybe(this::prompt),
                parameters(),
                context(),
                constraints(),
                new Responsible(line(), slot ? Responsible.SCHEDULE : line() + "@example.org"));
    }

    /** Returns a spec. */
    public Spec spec() {
        return new Spec(
                name(),
                name(),
                operator(),
                maybe(this::model),
                random.nextBoolean() ? templates() : List.of(),
                parameters(),
                new TreeSet<>(list(this::name)),
                new TreeSet<>(list(this::name)),
                RULES.get(random.nextInt(RULES.size())),
                list(this::condition),
                random.nextBoolean(),
                tools(),
                environment(),
                constraints(),
                line());
    }

    private Condition condition() {
        Condition.On on = Condition.on(name(), name()).at(random.nextBoolean() ? "" : "/" + line());
        return switch (random.nextInt(5)) {
            case 0 -> on.is(line());
            case 1 -> on.isNot(line());
            case 2 -> on.isAtLeast("0." + random.nextInt(100));
            case 3 -> on.isBelow(Integer.toString(random.nextInt()));
            default -> on.exists();
        };
    }

    private Occasion slot() {
        Instant end = instant();
        Instant start = random.nextInt(4) == 0 ? end : end.minusSeconds(random.nextInt(1_000_000));
        return new Occasion.Slot(name(), end, new Occasion.DataInterval(start, end));
    }

    private Occasion manual() {
        Optional<Occasion.DataInterval> interval = maybe(() -> {
            Instant start = instant();
            return new Occasion.DataInterval(start, start.plusSeconds(random.nextInt(1_000_000)));
        });
        return new Occasion.Manual(line(), params(), interval);
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt() + 2_000_000_000L);
    }

    private OperatorRef operator() {
        return new OperatorRef(name(), line());
    }

    private Model model() {
        return new Model(line(), line(), maybe(this::line), maybe(this::digest));
    }

    private Prompt prompt() {
        return new Prompt(messages(), Prompt.templateDigest(templates()));
    }

    private List<Prompt.Message> messages() {
        List<Prompt.Message> messages = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Prompt.Content content = random.nextInt(4) == 0 ? privateValue() : new Prompt.Text(json.text());
            messages.add(new Prompt.Message(role(), content));
        }
        return messages;
    }

    private List<Prompt.Template> templates() {
        return list(() -> new Prompt.Template(role(), maybe(json::text)));
    }

    private String role() {
        return ROLES.get(random.nextInt(ROLES.size()));
    }

    private PrivateValue privateValue() {
        byte[] key = new byte[Hmac.KEY_BYTES];
        random.nextBytes(key);
        return new PrivateValue(Hmac.of(key, json.text()));
    }

    private JsonObject params() {
        TreeMap<String, JsonValue> params = new TreeMap<>(json.object(3).members());
        list(this::name).forEach(name -> params.put(name, privateValue().toJson()));
        return new JsonObject(params);
    }

    private JsonObject parameters() {
        JsonObject.Builder parameters = JsonObject.builder().put("other", json.value(3));
        for (Parameter known : Parameter.values()) {
            if (random.nextInt(3) == 0) {
                put(parameters, known);
            }
        }
        return parameters.build();
    }

    private void put(JsonObject.Builder parameters, Parameter known) {
        switch (known) {
            case STOP_SEQUENCES, ENCODING_FORMATS ->
                parameters.put(known.memberName(), JsonArray.ofStrings(list(json::text)));
            case SEED -> parameters.put(known.memberName(), json.integer());
            case MAX_TOKENS, TOP_K, CHOICE_COUNT -> parameters.put(known.memberName(), 1 + random.nextInt(1000));
            default ->
                parameters.put(known.memberName(), Decimals.of(random.nextInt(100) + ".0" + random.nextInt(100)));
        }
    }

    private Context context() {
        return new Context(
                map(this::name, () -> new Context.DeclaredInput(digest(), Math.abs(json.integer()))),
                tools(),
                map(this::name, this::upstream),
                maybe(() -> new Context.Mapped(random.nextInt(Integer.MAX_VALUE), line())),
                environment());
    }

    private List<Context.Tool> tools() {
        return new TreeSet<>(list(this::name))
                .stream().map(name -> new Context.Tool(name, digest())).toList();
    }

    private Context.Upstream upstream() {
        return switch (random.nextInt(3)) {
            case 0 -> run();
            case 1 -> new Context.UpstreamRuns(List.of(run(), run()));
            default -> new Context.UpstreamList(1001 + random.nextInt(1000), digest());
        };
    }

    private UpstreamRun run() {
        return new UpstreamRun(new Identity(digest()), 1 + random.nextInt(5), map(this::line, this::digest));
    }

    private Context.Environment environment() {
        return new Context.Environment(
                map(this::line, this::digest), map(this::line, this::line), map(this::line, json::text));
    }

    private Constraints constraints() {
        return new Constraints(
                maybe(() -> Duration.ofMillis(1 + random.nextInt(Integer.MAX_VALUE))),
                new TreeSet<>(list(this::name)),
                maybe(this::digest),
                maybe(this::budget));
    }

    private Constraints.Budget budget() {
        Constraints.Cost cost = new Constraints.Cost(Decimals.of(1 + random.nextInt(100)), "EUR");
        long tokens = 1 + Math.abs(json.integer() % JsonInteger.MAX);
        return switch (random.nextInt(3)) {
            case 0 -> new Constraints.Budget(OptionalLong.of(tokens), Optional.empty());
            case 1 -> new Constraints.Budget(OptionalLong.empty(), Optional.of(cost));
            default -> new Constraints.Budget(OptionalLong.of(tokens), Optional.of(cost));
        };
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        name.append(NAME_STARTS.charAt(random.nextInt(NAME_STARTS.length())));
        for (int i = random.nextInt(12); i > 0; i--) {
            name.append(NAME_RESTS.charAt(random.nextInt(NAME_RESTS.length())));
        }
        return name.toString();
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        json.text().codePoints().filter(c -> !Character.isISOControl(c)).forEach(line::appendCodePoint);
        return line.isEmpty() ? "-" : line.toString();
    }

    private Digest digest() {
        byte[] raw = new byte[32];
        random.nextBytes(raw);
        return Digest.ofRaw(raw);
    }

    private <T> Optional<T> maybe(Supplier<T> supplier) {
        return random.nextBoolean() ? Optional.of(supplier.get()) : Optional.empty();
    }

    private <T> List<T> list(Supplier<T> supplier) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(supplier.get());
        }
        return list;
    }

    private <T> SortedMap<String, T> map(Supplier<String> names, Supplier<T> values) {
        SortedMap<String, T> map = new TreeMap<>();
        for (String name : list(names)) {
            map.put(name, values.get());
        }
        return map;
    }
}
