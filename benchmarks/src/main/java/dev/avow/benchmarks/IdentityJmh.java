package dev.avow.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What {@link IdentityCost} has JMH measure: each takes the text of one declaration of 2 KiB, members unsorted. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdentityJmh {

    private final byte[] text = read();
    private final ObjectMapper mapper = new ObjectMapper();

    private static byte[] read() {
        try (InputStream in = IdentityJmh.class.getResourceAsStream("declaration.json")) {
            if (in == null) {
                throw new IllegalStateException("no declaration.json beside " + IdentityJmh.class);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("declaration.json cannot be read", e);
        }
    }

    /** Reads a tree and writes it as it is: not sorted, no digest. */
    @Benchmark
    public byte[] jackson() throws IOException {
        return mapper.writeValueAsBytes(mapper.readTree(text));
    }

    /** Reads strictly, writes the canonical form and digests it. */
    @Benchmark
    public Identity canonical() {
        return Identity.of(CanonicalJson.bytes(CanonicalJson.parseObject(text)));
    }

    /** The same, and reads it as a declaration between, whose every member is checked: {@code avow identity}. */
    @Benchmark
    public Identity declaration() {
        return Declaration.parse(text).identity();
    }
}
