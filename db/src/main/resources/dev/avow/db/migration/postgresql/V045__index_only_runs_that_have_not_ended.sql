-- Only runs that have not ended and wait for nothing are looked up by state and since when.
drop index run_state_ix;

create index run_state_ix on run (state, waiting, since, identity)
    where waiting is null and state in ('DECLARED', 'RUNNING', 'RETRYING');
