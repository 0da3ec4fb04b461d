package dev.avow.engine.scl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of any bytes; the seeds are 0, 1, 2, ... and so the same in each run. */
class SclFuzzTest {

    private static final int COUNT = 20_000 * Integer.getInteger("avow.test.scale", 1);
    private static final int BATCH = 20_000;

    @Test
    void only_refuses_and_within_the_document_and_reads_back_what_it_wrote() {
        Map<SclCode, Integer> refused = new EnumMap<>(SclCode.class);
        int accepted = 0;
        for (int seed = 0; seed < COUNT; seed++) {
            byte[] bytes = new RandomScl(new Random(seed)).bytes();
            try {
                assertReadsBack(seed, SclDocument.parse(bytes));
                accepted++;
            } catch (SclRefusedException e) {
                assertThat(e.offset()).as("seed %d", seed).isBetween(0, bytes.length);
                refused.merge(e.code(), 1, Integer::sum);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
            }
        }

        assertThat(accepted).isGreaterThan(COUNT / 10);
        assertThat(refused.keySet()).containsExactly(SclCode.values());
        assertThat(refused.values()).allSatisfy(count -> assertThat(count).isGreaterThan(COUNT / 200));
    }

    @Test
    void accepts_every_document_of_the_grammar() {
        for (int seed = 0; seed < COUNT / 10; seed++) {
            String text = new RandomScl(new Random(seed)).document();

            assertReadsBack(seed, SclDocument.parse(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void every_start_of_a_document_is_refused_at_its_end_or_is_a_document() {
        for (int seed = 0; seed < COUNT / 100; seed++) {
            byte[] bytes = new RandomScl(new Random(seed)).document().getBytes(StandardCharsets.US_ASCII);
            for (int length = 0; length < bytes.length; length++) {
                byte[] start = java.util.Arrays.copyOf(bytes, length);
                String found = answer(start);

                // why: a final '}' of a line may be content yet, and a line feed after it is too much
                assertThat(found)
                        .as("seed %d, %d bytes", seed, length)
                        .matches("[0-9a-f]{64}|E[0-9]{3} " + length + "|E104 [0-9]+");
            }
        }
    }

    @Test
    void node_gives_the_same_hash_or_the_same_code_and_byte() throws Exception {
        Tool node = Tool.find("node");
        Stream<byte[]> rows = RefusedDocuments.all().stream().map(Marked::bytes);
        assertSame(node, rows.toList());
        for (int first = 0; first < COUNT; first += BATCH) {
            List<byte[]> documents = new ArrayList<>();
            for (int seed = first; seed < first + BATCH; seed++) {
                documents.add(new RandomScl(new Random(seed)).bytes());
            }
            assertSame(node, documents);
        }
    }

    private static void assertSame(Tool node, List<byte[]> documents) throws Exception {
        StringBuilder lines = new StringBuilder();
        List<String> ours = new ArrayList<>();
        for (byte[] document : documents) {
            String hex = HexFormat.of().formatHex(document);
            lines.append(hex).append('\n');
            ours.add(hex + " " + answer(document));
        }

        List<String> answers =
                node.run(Path.of("src", "test", "resources", "scl"), lines.toString(), List.of("scl.mjs"));

        assertThat(answers).hasSameSizeAs(ours);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(HexFormat.of().formatHex(documents.get(i)) + " " + answers.get(i))
                    .isEqualTo(ours.get(i));
        }
    }

    private static String answer(byte[] document) {
        try {
            return SclDocument.parse(document).hash().toString();
        } catch (SclRefusedException e) {
            return e.code() + " " + e.offset();
        }
    }

    private static void assertReadsBack(int seed, SclDocument document) {
        SclDocument again = SclDocument.parse(document.toBytes());

        assertThat(again).as("seed %d", seed).isEqualTo(document);
        assertThat(again.hash()).as("seed %d", seed).isEqualTo(document.hash());
    }
}
