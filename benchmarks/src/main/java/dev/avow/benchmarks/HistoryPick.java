package dev.avow.benchmarks;

import dev.avow.engine.history.History;
import dev.avow.engine.history.HistoryQuery;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is asked for in one call: a run from anywhere in the history of any job, and what it used.
 *
 * @param cursor of the page whose last run it is
 */
record HistoryPick(
        String job,
        Instant at,
        Instant declaredAt,
        int number,
        Identity identity,
        String cursor,
        SpecDigest spec,
        Digest input) {

    /** Returns some: the same ones for each store of the same size. */
    static List<HistoryPick> some(int count, HistoryCopies copies, History history) {
        Random random = new Random(copies.slots());
        List<HistoryPick> picks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = random.nextInt(copies.jobs());
            String job = HistorySeed.job(number);
            int slots = random.nextInt(copies.slots() - 1);
            Instant before = HistorySeed.FIRST.minus(HistorySeed.PERIOD.multipliedBy(slots));
            Page<RunView> page = history.runs(HistoryQuery.runs().job(job).to(before), 1);
            RunView run = page.items().get(0);
            picks.add(new HistoryPick(
                    job,
                    run.at(),
                    run.declaredAt(),
                    run.number(),
                    run.identity(),
                    page.next().orElseThrow(),
                    run.spec(),
                    HistoryCopies.input(number, run.at())));
        }
        return picks;
    }
}
