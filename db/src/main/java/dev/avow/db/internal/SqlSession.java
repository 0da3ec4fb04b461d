package dev.avow.db.internal;

import dev.avow.db.Attempts;
import dev.avow.db.Audit;
import dev.avow.db.Backfills;
import dev.avow.db.Batches;
import dev.avow.db.Cancels;
import dev.avow.db.Claims;
import dev.avow.db.Commands;
import dev.avow.db.Declarations;
import dev.avow.db.Deferrals;
import dev.avow.db.Dues;
import dev.avow.db.Erasures;
import dev.avow.db.Events;
import dev.avow.db.JobAudit;
import dev.avow.db.Jobs;
import dev.avow.db.Lookups;
import dev.avow.db.Mappings;
import dev.avow.db.Owners;
import dev.avow.db.Pauses;
import dev.avow.db.PrivateValues;
import dev.avow.db.Registrations;
import dev.avow.db.Requests;
import dev.avow.db.Runs;
import dev.avow.db.Seats;
import dev.avow.db.Session;
import dev.avow.db.Slots;
import dev.avow.db.Tallies;
import dev.avow.db.Uses;

/** A session in SQL; not for sharing between threads. */
final class SqlSession implements Session {

    private final Sql sql;

    SqlSession(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Declarations declarations() {
        return new SqlDeclarations(sql);
    }

    @Override
    public Mappings mappings() {
        return new SqlMappings(sql);
    }

    @Override
    public Events events() {
        return new SqlEvents(sql);
    }

    @Override
    public Runs runs() {
        return new SqlRuns(sql);
    }

    @Override
    public Attempts attempts() {
        return new SqlAttempts(sql);
    }

    @Override
    public Claims claims() {
        return new SqlClaims(sql);
    }

    @Override
    public Slots slots() {
        return new SqlSlots(sql);
    }

    @Override
    public Requests requests() {
        return new SqlRequests(sql);
    }

    @Override
    public Owners owners() {
        return new SqlOwners(sql);
    }

    @Override
    public Registrations registrations() {
        return new SqlRegistrations(sql);
    }

    @Override
    public Pauses pauses() {
        return new SqlPauses(sql);
    }

    @Override
    public Cancels cancels() {
        return new SqlCancels(sql);
    }

    @Override
    public Seats seats() {
        return new SqlSeats(sql);
    }

    @Override
    public Dues dues() {
        return new SqlDues(sql);
    }

    @Override
    public Deferrals deferrals() {
        return new SqlDeferrals(sql);
    }

    @Override
    public Backfills backfills() {
        return new SqlBackfills(sql);
    }

    @Override
    public Commands commands() {
        return new SqlCommands(sql);
    }

    @Override
    public Jobs jobs() {
        return new SqlJobs(sql);
    }

    @Override
    public PrivateValues privateValues() {
        return new SqlPrivateValues(sql);
    }

    @Override
    public Erasures erasures() {
        return new SqlErasures(sql);
    }

    @Override
    public Uses uses() {
        return new SqlUses(sql);
    }

    @Override
    public Batches batches() {
        return new SqlBatches(sql);
    }

    @Override
    public Lookups lookups() {
        return new SqlLookups(sql);
    }

    @Override
    public Tallies tallies() {
        return new SqlTallies(sql);
    }

    @Override
    public Audit audit() {
        return new SqlAudit(sql);
    }

    @Override
    public JobAudit jobAudit() {
        return new SqlJobAudit(sql);
    }
}
