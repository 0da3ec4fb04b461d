-- Every run has these kinds: they are found with all events of the run, or of the job.
drop index event_kind_ix;

create index event_kind_ix on event (job, kind, seq) where kind not in ('DECLARED', 'CLAIMED', 'OUTCOME');

drop index event_run_kind_ix;

create index event_run_kind_ix on event (identity, kind, seq) where kind not in ('DECLARED', 'CLAIMED', 'OUTCOME');
