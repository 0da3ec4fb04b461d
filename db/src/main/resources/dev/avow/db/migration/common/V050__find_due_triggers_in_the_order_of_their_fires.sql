-- Of many triggers that wait, a look for the next few read all: H2 wherever the index does not have the whole order, and
-- PostgreSQL where they fire at one moment.
drop index qrtz_triggers_due_ix;

create index qrtz_triggers_due_ix on qrtz_triggers (trigger_state, next_fire_time, priority desc);
