package dev.avow.operators.openai;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A body that is read while it comes. A read ends at an interrupt, and when no byte has come for too long: the stream of the
 * JDK's client waits for ever, and swallowed interrupts in early versions of Java 17. One thread reads it.
 */
final class StreamedBody extends InputStream implements BodySubscriber<InputStream> {

    private static final int BYTE = 0xff;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final long silenceNanos;
    private final CompletableFuture<Subscription> source = new CompletableFuture<>();
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;

    /** What comes next: bytes, or the end with or without a fault. */
    private sealed interface Part {}

    private record Bytes(List<ByteBuffer> buffers) implements Part {}

    private record End() implements Part {}

    private record Fault(Throwable cause) implements Part {}

    /** @param silence the longest time in which no byte comes */
    StreamedBody(Duration silence) {
        this.silenceNanos = silence.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : silence.toNanos();
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return source.thenApply(subscribed -> this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source.complete(subscription);
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Bytes(buffers));
    }

    @Override
    public void onError(Throwable fault) {
        parts.add(new Fault(fault));
    }

    @Override
    public void onComplete() {
        parts.add(new End());
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? current.get() & BYTE : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(to, offset, count);
        return count;
    }

    /** Cuts the connection, if the body has not come to its end. */
    @Override
    public void close() {
        ended = true;
        source.join().cancel();
    }

    private boolean hasMore() throws IOException {
        while (!current.hasRemaining() && !ended) {
            take();
        }
        return current.hasRemaining();
    }

    private void take() throws IOException {
        Part part = next();
        if (part instanceof Bytes bytes) {
            int size = bytes.buffers().stream().mapToInt(ByteBuffer::remaining).sum();
            current = ByteBuffer.allocate(size);
            bytes.buffers().forEach(current::put);
            current.flip();
            source.join().request(1);
        } else if (part instanceof Fault fault) {
            throw new IOException("The stream broke off.", fault.cause());
        } else {
            ended = true;
        }
    }

    private Part next() throws IOException {
        Part part;
        try {
            part = parts.poll(silenceNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted.", e);
        }
        if (part == null) {
            throw new HttpTimeoutException("The stream was silent for too long.");
        }
        return part;
    }
}
