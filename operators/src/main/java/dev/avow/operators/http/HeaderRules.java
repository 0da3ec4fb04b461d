package dev.avow.operators.http;

import dev.avow.engine.identity.Printable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which header fields a declaration may have. */
final class HeaderRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
    private static final Set<String> SECRET = Set.of("authorization", "cookie", "proxy-authorization");
    private static final Set<String> OF_CLIENT =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private HeaderRules() {}

    /** Returns what is wrong with declared fields, as the middle of a message, or empty. */
    static Optional<String> fault(Map<String, String> fields) {
        Optional<String> name = nameFault(fields.keySet());
        return name.isPresent()
                ? name
                : fields.entrySet().stream()
                        .filter(field -> !isValue(field.getValue()))
                        .map(field -> "has a value of '" + field.getKey()
                                + "' that is empty, starts or ends with a space, or is not of printable ASCII")
                        .findFirst()
                        .or(() -> secret(fields.keySet()));
    }

    /** Returns what is wrong with names of fields, or empty. */
    static Optional<String> nameFault(Set<String> names) {
        Set<String> lower = new TreeSet<>();
        for (String name : names) {
            String known = name.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                return Optional.of("has " + Printable.quoted(name) + ", which is not the name of a field");
            }
            if (OF_CLIENT.contains(known)) {
                return Optional.of("has '" + name + "', which the client sets");
            }
            if (!lower.add(known)) {
                return Optional.of("has '" + name + "' twice");
            }
        }
        return Optional.empty();
    }

    /** Tells whether a text can be the value of a field: no control, and so no second field. */
    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    private static Optional<String> secret(Set<String> names) {
        return names.stream()
                .filter(name -> SECRET.contains(name.toLowerCase(Locale.ROOT)))
                .map(name -> "has '" + name + "', which is a secret")
                .findFirst();
    }
}
