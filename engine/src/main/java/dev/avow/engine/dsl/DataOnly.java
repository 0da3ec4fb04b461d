package dev.avow.engine.dsl;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache.VariableFetcher;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Lets templates see variables and lists, and no method or field of anything. */
final class DataOnly extends BasicCollector {

    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
        return value instanceof List<?> list ? list.iterator() : null;
    }

    @Override
    public @Nullable VariableFetcher createFetcher(Object context, String name) {
        return context instanceof Variables ? DataOnly::fetch : null;
    }

    private static Object fetch(Object context, String name) {
        return ((Variables) context).find(name).orElse(com.samskivert.mustache.Template.NO_FETCHER_FOUND);
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
        return new ConcurrentHashMap<>();
    }
}
