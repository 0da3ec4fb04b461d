package dev.avow.console;

import static dev.avow.console.Documents.BAD;
import static dev.avow.console.Documents.CANONICAL;
import static dev.avow.console.Documents.IDENTITY;
import static dev.avow.console.Documents.SPACED;
import static dev.avow.console.Ran.avow;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IdentityLinesTest {

    private static final String BAD_JOB =
            "refused: /job 'Report' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}\n";

    @Test
    void prints_one_result_a_line_in_the_same_order() {
        Ran ran = avow(CANONICAL + "\n" + BAD + "\n" + SPACED + "\r\n", "identity", "--lines");

        assertThat(ran).isEqualTo(new Ran(1, IDENTITY + "\n" + BAD_JOB + IDENTITY + "\n", ""));
    }

    @Test
    void is_done_when_no_line_is_refused() {
        Ran ran = avow(CANONICAL + "\n" + CANONICAL, "identity", "--lines");

        assertThat(ran).isEqualTo(new Ran(0, IDENTITY + "\n" + IDENTITY + "\n", ""));
    }

    @Test
    void prints_nothing_for_nothing() {
        Ran ran = avow("", "identity", "--lines");

        assertThat(ran).isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void refuses_an_empty_line_so_that_results_stay_beside_their_lines() {
        Ran ran = avow("\n" + CANONICAL + "\n", "identity", "--lines");

        assertThat(ran)
                .isEqualTo(new Ran(1, "refused: \"\" text ends too early, at character 0\n" + IDENTITY + "\n", ""));
    }

    @Test
    void refuses_a_line_that_is_not_canonical_when_exact() {
        Ran ran = avow(SPACED + "\n", "identity", "--lines", "--exact");

        assertThat(ran).isEqualTo(new Ran(1, "refused: \"\" not canonical: differs at byte 0\n", ""));
    }

    @Test
    void refuses_a_line_longer_than_any_memory_and_goes_on() {
        long length = 3_000_000_000L; // why: above what an array can hold

        Ran ran = avow(new Endless(length, "\n" + CANONICAL), "identity", "--lines");

        assertThat(ran)
                .isEqualTo(new Ran(1, "refused: \"\" text of 4194305 bytes is above 4194304\n" + IDENTITY + "\n", ""));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void gives_a_result_before_the_next_line_comes() throws Exception {
        PipedOutputStream question = new PipedOutputStream();
        PipedInputStream answer = new PipedInputStream();
        Streams streams = Streams.of(
                new PipedInputStream(question, 1 << 16), new PipedOutputStream(answer), new PipedOutputStream());
        CompletableFuture<Integer> code =
                CompletableFuture.supplyAsync(() -> Main.run(streams, Map.of(), "identity", "--lines"));

        PrintStream out = new PrintStream(question, true, StandardCharsets.UTF_8);
        out.append(CANONICAL).append('\n').flush();
        String first = new String(answer.readNBytes(IDENTITY.length()), StandardCharsets.UTF_8);
        out.close();

        assertThat(first).isEqualTo(IDENTITY);
        assertThat(code.get()).isZero();
    }

    /** So many spaces, and then a text. */
    private static final class Endless extends InputStream {

        private final byte[] end;
        private long spaces;
        private int position;

        Endless(long spaces, String end) {
            this.spaces = spaces;
            this.end = end.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in pieces");
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (spaces > 0) {
                int n = (int) Math.min(spaces, length);
                Arrays.fill(to, offset, offset + n, (byte) ' ');
                spaces -= n;
                return n;
            }
            int n = Math.min(end.length - position, length);
            System.arraycopy(end, position, to, offset, n);
            position += n;
            return n == 0 ? -1 : n;
        }
    }
}
