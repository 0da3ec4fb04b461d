package dev.avow.console;

import dev.avow.engine.history.History;
import dev.avow.engine.history.Page;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which page of a longer list is wanted. */
final class PageOptions {

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many at most: 1 to " + History.MAX_LIMIT + ". Default: 20.")
    private int limit = 20;

    @Option(
            names = "--before",
            paramLabel = "CURSOR",
            description = "Where a page ended: its 'next'. Lists the page that follows it.")
    private @Nullable String before;

    /** Returns the first page, or the one that follows the cursor. */
    <T> Page<T> of(IntFunction<Page<T>> first, BiFunction<Integer, String, Page<T>> following) {
        String cursor = before;
        return cursor == null ? first.apply(limit) : following.apply(limit, cursor);
    }
}
