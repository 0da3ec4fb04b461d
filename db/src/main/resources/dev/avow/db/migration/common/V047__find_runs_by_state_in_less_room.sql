-- Pages of states are read to the end of a moment: nothing after it orders them.
drop index run_state_page_ix;

create index run_state_page_ix on run (state, at desc);

drop index run_job_state_ix;

create index run_job_state_ix on run (job, state, at desc);
