package dev.avow.db;

/** One connection's view of the store; not for sharing between threads, and not for keeping. */
public interface Session {

    Declarations declarations();

    Mappings mappings();

    Events events();

    Runs runs();

    Attempts attempts();

    Claims claims();

    Slots slots();

    Requests requests();

    Owners owners();

    Registrations registrations();

    Pauses pauses();

    Cancels cancels();

    Seats seats();

    Dues dues();

    Deferrals deferrals();

    Backfills backfills();

    Commands commands();

    Jobs jobs();

    PrivateValues privateValues();

    Erasures erasures();

    Uses uses();

    Batches batches();

    Lookups lookups();

    Tallies tallies();

    Audit audit();

    JobAudit jobAudit();
}
