package dev.avow.engine.run;

import dev.avow.engine.run.SecretTails.Pattern;
import java.util.function.Consumer;

/** Looks for secrets in what bytes stand for in one way of writing; not for sharing between threads. */
abstract class SecretLane {

    private final SecretTails tails;
    private final boolean inBase64;
    private final byte[] units;
    private final long[] starts;
    private final int mask;
    private long count;
    private long tail;

    SecretLane(SecretTails tails, boolean inBase64) {
        this.tails = tails;
        this.inBase64 = inBase64;
        int size = Integer.highestOneBit(tails.longest()) << 1;
        this.units = new byte[size];
        this.starts = new long[size];
        this.mask = size - 1;
    }

    /** Reads the byte at this place, and tells what ends with it. */
    abstract void read(byte b, long at, Consumer<SecretMatch> found);

    /** Takes a byte that is stood for by the bytes from start up to end. */
    final void unit(byte unit, long start, long end, Consumer<SecretMatch> found) {
        int place = (int) (count & mask);
        units[place] = unit;
        starts[place] = start;
        count++;
        tail = SecretTails.next(tail, unit);
        for (Pattern pattern : tails.ending(tail)) {
            if (endsWith(pattern.bytes())) {
                long first = starts[(int) ((count - pattern.bytes().length) & mask)];
                found.accept(new SecretMatch(pattern.secret(), first, end, inBase64));
            }
        }
    }

    private boolean endsWith(byte[] pattern) {
        if (count < pattern.length) {
            return false;
        }
        long first = count - pattern.length;
        for (int i = 0; i < pattern.length; i++) {
            if (units[(int) ((first + i) & mask)] != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
