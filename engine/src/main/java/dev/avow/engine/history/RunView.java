package dev.avow.engine.history;

import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as a list shows it.
 *
 * @param occasion the occasion's key
 * @param number of the declaration for this occasion and task, from 1
 * @param element which element of its task's list it is for, if the task is mapped
 * @param at what the occasion is sorted by: its slot, or when it was requested
 * @param waiting why it has no execution trigger, if it waits
 * @param until when its attempt goes on, if it waits for that moment
 * @param detail what a person should know of its state; empty if nothing
 * @param attempts how many were made
 * @param duration of the newest attempt, if it has ended
 */
public record RunView(
        Identity identity,
        String job,
        String task,
        String occasion,
        int number,
        Optional<Mapped> element,
        Instant at,
        RunState state,
        Optional<Waiting> waiting,
        Optional<Instant> until,
        String detail,
        int attempts,
        Optional<Duration> duration,
        SpecDigest spec,
        Instant declaredAt) {}
