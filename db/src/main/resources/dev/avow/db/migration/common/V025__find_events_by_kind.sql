create index event_kind_ix on event (job, kind, seq);
