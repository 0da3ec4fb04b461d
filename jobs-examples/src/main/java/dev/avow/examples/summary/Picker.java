package dev.avow.examples.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * Picks by maximal marginal relevance: again and again that sentence which is nearest to the mean of all, less what it
 * repeats of those picked before. Of equals, the first in the text wins.
 *
 * @param diversity from 0, which ignores repetition, to 1, which looks at nothing else
 * @see <a href="https://doi.org/10.1145/290941.291025">Carbonell and Goldstein, 1998: the use of MMR</a>
 */
@SuppressWarnings("ArrayRecordComponent") // why: never compared
record Picker(Cosine cosine, double[] centrality, double diversity) {

    static Picker of(Cosine cosine, double diversity) {
        double[] centrality = new double[cosine.count()];
        for (int i = 0; i < centrality.length; i++) {
            centrality[i] = cosine.toMean(i);
        }
        return new Picker(cosine, centrality, diversity);
    }

    /** Returns the positions that were picked, in the order of the text. */
    List<Integer> pick(List<Integer> candidates, int count) {
        List<Integer> left = new ArrayList<>(candidates);
        List<Integer> picked = new ArrayList<>();
        while (picked.size() < count && !left.isEmpty()) {
            picked.add(left.remove(best(left, picked)));
        }
        return picked.stream().sorted().toList();
    }

    private int best(List<Integer> left, List<Integer> picked) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int at = 0; at < left.size(); at++) {
            double value = value(left.get(at), picked);
            if (value > highest) {
                highest = value;
                best = at;
            }
        }
        return best;
    }

    private double value(int position, List<Integer> picked) {
        double repeated = picked.stream()
                .mapToDouble(other -> cosine.of(position, other))
                .max()
                .orElse(0);
        return (1 - diversity) * centrality[position] - diversity * repeated;
    }
}
