create index event_run_kind_ix on event (identity, kind, seq);
