package dev.avow.operators.schema;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the JSON schema of a record; the same record gives the same schema in every version, since schemas are declared.
 *
 * <p>Components are texts, integers, numbers, truth values, enums, records, and lists of these. One that is annotated
 * {@code @Nullable} may be {@code null}. All members are required, and there are no others.
 */
public final class RecordSchema {

    private static final Set<Type> INTEGERS =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class, BigInteger.class);
    private static final Set<Type> NUMBERS =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

    private RecordSchema() {}

    /**
     * Returns the schema of a record.
     *
     * @throws IllegalArgumentException if a component has a type of another kind, or the record contains itself
     */
    public static JsonObject of(Class<? extends Record> type) {
        return record(type, List.of());
    }

    private static JsonObject record(Class<?> type, List<Class<?>> outer) {
        if (outer.contains(type)) {
            throw new IllegalArgumentException(
                    "Record '" + type.getSimpleName() + "' contains itself. Use a list of identifiers instead.");
        }
        List<Class<?>> path = new ArrayList<>(outer);
        path.add(type);
        JsonObject.Builder properties = JsonObject.builder();
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName());
            properties.put(component.getName(), component(component, path));
        }
        return typed("object")
                .put("properties", properties.build())
                .put("required", JsonArray.ofStrings(names))
                .put("additionalProperties", new JsonBoolean(false))
                .build();
    }

    private static JsonValue component(RecordComponent component, List<Class<?>> path) {
        String name = path.get(path.size() - 1).getSimpleName() + "." + component.getName();
        JsonObject schema = schema(component.getGenericType(), name, path);
        return isNullable(component)
                ? JsonObject.builder()
                        .put(
                                "anyOf",
                                new JsonArray(List.of(schema, typed("null").build())))
                        .build()
                : schema;
    }

    private static JsonObject schema(Type type, String name, List<Class<?>> path) {
        if (type == String.class) {
            return typed("string").build();
        }
        if (type == boolean.class || type == Boolean.class) {
            return typed("boolean").build();
        }
        if (INTEGERS.contains(type) || NUMBERS.contains(type)) {
            return typed(INTEGERS.contains(type) ? "integer" : "number").build();
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return typed("array")
                    .put("items", schema(list.getActualTypeArguments()[0], name, path))
                    .build();
        }
        if (type instanceof Class<?> known && known.isEnum()) {
            return typed("string").put("enum", constants(known)).build();
        }
        if (type instanceof Class<?> known && known.isRecord()) {
            return record(known, path);
        }
        throw new IllegalArgumentException("Component '" + name + "' has the type " + type.getTypeName()
                + ", which has no schema. Use text, numbers, truth values, enums, records and lists of these.");
    }

    private static JsonArray constants(Class<?> type) {
        return JsonArray.ofStrings(Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList());
    }

    private static boolean isNullable(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        return List.<AnnotatedElement>of(component, type).stream()
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private static JsonObject.Builder typed(String type) {
        return JsonObject.builder().put("type", new JsonString(type));
    }

    /** Returns the schema of an object with these members, all required. */
    public static JsonObject object(Map<String, JsonObject> properties) {
        JsonObject.Builder members = JsonObject.builder();
        properties.forEach(members::put);
        return typed("object")
                .put("properties", members.build())
                .put(
                        "required",
                        JsonArray.ofStrings(
                                properties.keySet().stream().sorted().toList()))
                .put("additionalProperties", new JsonBoolean(false))
                .build();
    }
}
