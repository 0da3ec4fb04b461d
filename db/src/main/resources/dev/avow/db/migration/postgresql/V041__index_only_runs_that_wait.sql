-- Runs that do not wait are never looked up by what they wait for.
drop index run_waiting_ix;

create index run_waiting_ix on run (waiting, since, identity) where waiting is not null;
