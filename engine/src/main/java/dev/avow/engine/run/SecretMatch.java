package dev.avow.engine.run;

/**
 * A known secret value in some bytes.
 *
 * @param secret the secret's name
 * @param start of its first byte, counted from 0
 * @param end after its last byte
 * @param inBase64 whether it stands there in Base64, so that more of it may stand beside
 */
record SecretMatch(String secret, long start, long end, boolean inBase64) {}
