package dev.avow.console;

import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.identity.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes contents out, each read twice: nothing is written before all of it was compared with its digest. */
record Contents(Streams streams) {

    private static final int BUFFER = 8192;

    /** What opens a content; its stream fails at its end if the bytes do not have the digest. */
    interface Opener {
        InputStream open();
    }

    /** @throws NotHeldException if it is not what was kept, or no text for a terminal */
    void write(Opener opener, OutputView output) {
        try {
            if (streams.terminal()) {
                refuseBinary(opener, output);
                text(opener);
            } else {
                copy(opener, OutputStream.nullOutputStream());
                copy(opener, streams.out());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @throws NotHeldException if it is not what was kept */
    static void verify(Opener opener) {
        try {
            copy(opener, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static NotHeldException unreadable(IOException e) {
        return new NotHeldException("Output cannot be read." + Failures.lines(e), e);
    }

    static void copy(Opener opener, OutputStream to) throws IOException {
        try (InputStream in = opener.open()) {
            in.transferTo(to);
        }
    }

    private static void refuseBinary(Opener opener, OutputView output) throws IOException {
        if (!isText(opener)) {
            throw new NotHeldException("Output " + Printable.quoted(output.name()) + " of media type "
                    + Printable.quoted(output.mediaType())
                    + " is no text, and could upset the terminal. Write it to a file with -o FILE, or here with -o -.");
        }
    }

    private static boolean isText(Opener opener) throws IOException {
        try (Reader reader = reader(opener.open())) {
            char[] buffer = new char[BUFFER];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == 0) {
                        return false;
                    }
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private void text(Opener opener) throws IOException {
        try (BufferedReader reader = new BufferedReader(reader(opener.open()))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                streams.out().append(safe(line)).append('\n');
            }
        }
    }

    /** Tabs stay: they are in many texts, and harm no terminal. */
    private static String safe(String line) {
        return Arrays.stream(line.split("\t", -1)).map(Printable::text).collect(Collectors.joining("\t"));
    }

    private static Reader reader(InputStream in) {
        return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    }
}
