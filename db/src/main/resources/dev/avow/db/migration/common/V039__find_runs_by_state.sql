create index run_state_page_ix on run (state, at desc, identity desc);

create index run_job_state_ix on run (job, state, at desc, identity desc);
