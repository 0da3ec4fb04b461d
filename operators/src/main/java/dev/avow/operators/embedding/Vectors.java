package dev.avow.operators.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vectors of one dimension, at least one, of finite numbers; immutable.
 *
 * <p>Their file form is NumPy's NPY 1.0, little-endian float32 in C order: its bytes follow from the numbers alone,
 * whereas decimal digits of a {@code float} differ between Java versions.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy: the NPY format</a>
 */
public final class Vectors {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int HEADER_START = MAGIC.length + Short.BYTES;
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([1-9][0-9]{0,8}), ([1-9][0-9]{0,8})\\), \\} *\n");

    private final float[][] rows;

    private Vectors(float[][] rows) {
        this.rows = rows;
    }

    /**
     * Returns these vectors, copied.
     *
     * @throws IllegalArgumentException if there is none, one is empty or has another dimension than the first, or a
     *     number is not finite
     */
    public static Vectors of(List<float[]> vectors) {
        if (vectors.isEmpty() || vectors.get(0).length == 0) {
            throw new IllegalArgumentException("There is no vector, or the first one is empty. Give at least one.");
        }
        float[][] rows = vectors.stream().map(float[]::clone).toArray(float[][]::new);
        for (int i = 0; i < rows.length; i++) {
            check(rows[i], i, rows[0].length);
        }
        return new Vectors(rows);
    }

    /**
     * Returns the vectors of an NPY file.
     *
     * @throws IllegalArgumentException if it is not version 1.0 with a matrix of little-endian float32 in C order, as
     *     {@link #toNpy} writes it
     */
    public static Vectors ofNpy(byte[] npy) {
        ByteBuffer in = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
        Matcher header = header(npy, in);
        long count = Long.parseLong(header.group(1));
        long dimension = Long.parseLong(header.group(2));
        if (in.remaining() != count * dimension * Float.BYTES) {
            throw new IllegalArgumentException("The NPY file has " + in.remaining() + " bytes of numbers for shape ("
                    + count + ", " + dimension + "). Give the whole file.");
        }
        float[][] rows = new float[(int) count][(int) dimension];
        for (float[] row : rows) {
            in.asFloatBuffer().get(row);
            in.position(in.position() + row.length * Float.BYTES);
        }
        return of(Arrays.asList(rows));
    }

    /** Returns how many vectors there are. */
    public int count() {
        return rows.length;
    }

    /** Returns how many numbers each vector has. */
    public int dimension() {
        return rows[0].length;
    }

    /** Returns a copy of a vector, counted from 0. */
    public float[] row(int index) {
        return rows[index].clone();
    }

    /** Returns the bytes of an NPY file. */
    public byte[] toNpy() {
        String shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + count() + ", " + dimension() + "), }";
        int unpadded = HEADER_START + shape.length() + 1;
        int length = shape.length() + 1 + (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
        ByteBuffer out = ByteBuffer.allocate(HEADER_START + length + count() * dimension() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putShort((short) length);
        out.put((shape + " ".repeat(length - 1 - shape.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (float[] row : rows) {
            out.asFloatBuffer().put(row);
            out.position(out.position() + row.length * Float.BYTES);
        }
        return out.array();
    }

    private static Matcher header(byte[] npy, ByteBuffer in) {
        if (npy.length > HEADER_START && Arrays.equals(MAGIC, 0, MAGIC.length, npy, 0, MAGIC.length)) {
            int length = Short.toUnsignedInt(in.getShort(MAGIC.length));
            int end = Math.min(HEADER_START + length, npy.length);
            Matcher header =
                    HEADER.matcher(new String(npy, HEADER_START, end - HEADER_START, StandardCharsets.ISO_8859_1));
            if (header.matches()) {
                in.position(end);
                return header;
            }
        }
        throw new IllegalArgumentException(
                "The bytes are not NPY 1.0 with a matrix of '<f4' in C order. Give the output of an embedding.");
    }

    private static void check(float[] row, int index, int dimension) {
        if (row.length != dimension) {
            throw new IllegalArgumentException("Vector " + index + " has dimension " + row.length + ", the first has "
                    + dimension + ". Give vectors of one dimension.");
        }
        for (float number : row) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException(
                        "Vector " + index + " has a number that is not finite. Give finite numbers.");
            }
        }
    }
}
