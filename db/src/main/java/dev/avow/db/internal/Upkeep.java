package dev.avow.db.internal;

/**
 * What keeps a store's database.
 *
 * @param sync returns when all that was committed before is on the disk
 * @param close releases what was opened
 * @param exclusive whether no other process can have the database open meanwhile
 */
record Upkeep(Runnable sync, Runnable close, boolean exclusive) {}
