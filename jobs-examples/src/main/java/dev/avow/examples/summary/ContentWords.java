package dev.avow.examples.summary;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of an English text that carry content: of at least four letters, and not among the most frequent ones. */
final class ContentWords {

    private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");
    private static final Set<String> FREQUENT = Set.of(
            "about", "after", "again", "also", "among", "been", "before", "being", "between", "both", "could", "does",
            "down", "each", "even", "every", "from", "have", "having", "here", "into", "itself", "just", "made", "make",
            "many", "more", "most", "much", "must", "only", "other", "ours", "over", "same", "shall", "should", "some",
            "such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those", "through",
            "under", "until", "upon", "very", "were", "what", "when", "where", "which", "while", "will", "with",
            "within", "without", "would", "your");

    private ContentWords() {}

    /** Returns them in lower case, in order, each as often as it occurs. */
    static List<String> of(String text) {
        return WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !FREQUENT.contains(word))
                .toList();
    }

    /** Returns which part of a text's content words, each as often as it occurs, a summary has too: 0 to 1. */
    static double coverage(String text, String summary) {
        List<String> words = of(text);
        Set<String> covered = Set.copyOf(of(summary));
        return words.isEmpty()
                ? 0
                : (double) words.stream().filter(covered::contains).count() / words.size();
    }
}
