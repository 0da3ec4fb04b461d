package dev.avow.engine.evidence;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was exported.
 *
 * @param directory where it is
 * @param runs how many runs it has
 * @param keyId the id of the key that it is signed with, empty if it is not signed
 */
public record ExportReport(Path directory, long runs, Optional<String> keyId) {}
