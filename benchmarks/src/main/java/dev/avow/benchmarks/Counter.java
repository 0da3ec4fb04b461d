package dev.avow.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** Counts what passes a driver: executions of statements, a batch as one, and commits of transactions that did anything. */
final class Counter implements MethodExecutionListener {

    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final Map<String, AtomicLong> texts = new ConcurrentHashMap<>();

    /** Returns the source with all its statements counted. */
    DataSource around(DataSource source) {
        return ProxyDataSourceBuilder.create(source)
                .listener(new QueryExecutionListener() {
                    @Override
                    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
                        // counted when it is done
                    }

                    @Override
                    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
                        statements.incrementAndGet();
                        String text = queries.isEmpty() ? "" : queries.get(0).getQuery();
                        texts.computeIfAbsent(text, unused -> new AtomicLong()).incrementAndGet();
                    }
                })
                .methodListener(this)
                .build();
    }

    @Override
    public void beforeMethod(MethodExecutionContext call) {
        // counted when it is done
    }

    @Override
    public void afterMethod(MethodExecutionContext call) {
        if (call.getMethod().getName().equals("commit")) {
            commits.incrementAndGet();
        }
    }

    void clear() {
        statements.set(0);
        commits.set(0);
        texts.clear();
    }

    long statements() {
        return statements.get();
    }

    long commits() {
        return commits.get();
    }

    /** Returns how often each text was executed, by text. */
    Map<String, Long> texts() {
        Map<String, Long> counted = new TreeMap<>();
        texts.forEach((text, count) -> counted.put(text, count.get()));
        return counted;
    }
}
