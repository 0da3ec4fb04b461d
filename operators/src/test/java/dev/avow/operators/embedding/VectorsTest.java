package dev.avow.operators.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {

    private static final Vectors VECTORS = Vectors.of(List.of(new float[] {1, -2.5f}, new float[] {0, 3}));

    @Test
    void are_written_as_numpy_writes_them() {
        byte[] npy = VECTORS.toNpy();

        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        assertThat(npy).hasSize(128 + 16);
        assertThat(HexFormat.of().formatHex(npy, 0, 10)).isEqualTo("934e554d505901007600");
        assertThat(new String(npy, 10, 118, StandardCharsets.US_ASCII)).isEqualTo(header + " ".repeat(58) + "\n");
        assertThat(HexFormat.of().formatHex(npy, 128, 144)).isEqualTo("0000803f000020c00000000000004040");
    }

    @Test
    void are_read_back_as_they_were() {
        Vectors read = Vectors.ofNpy(VECTORS.toNpy());

        assertThat(read.count()).isEqualTo(2);
        assertThat(read.row(0)).containsExactly(1, -2.5f);
        assertThat(read.row(1)).containsExactly(0, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 10, 60})
    void refuse_bytes_that_are_not_such_a_file(int length) {
        byte[] cut = Arrays.copyOf(VECTORS.toNpy(), length);

        assertThatThrownBy(() -> Vectors.ofNpy(cut))
                .hasMessage("The bytes are not NPY 1.0 with a matrix of '<f4' in C order. Give the output of an"
                        + " embedding.");
    }

    @Test
    void refuse_a_file_that_is_cut_short() {
        byte[] cut = Arrays.copyOf(VECTORS.toNpy(), 140);

        assertThatThrownBy(() -> Vectors.ofNpy(cut))
                .hasMessage("The NPY file has 12 bytes of numbers for shape (2, 2). Give the whole file.");
    }

    @Test
    void refuse_numbers_that_are_not_finite() {
        assertThatThrownBy(() -> Vectors.of(List.of(new float[] {1}, new float[] {Float.NaN})))
                .hasMessage("Vector 1 has a number that is not finite. Give finite numbers.");
    }
}
