-- On PostgreSQL, no index but the primary key has a column of the key: a database without statistics took one that all
-- triggers share, for each fire and each check of a foreign key, where it seemed as cheap. One store has one scheduler.
drop index qrtz_triggers_misfire_ix;

drop index qrtz_triggers_group_ix;

drop index qrtz_triggers_job_ix;

create index qrtz_triggers_job_ix on qrtz_triggers (job_name, job_group);

drop index qrtz_triggers_due_ix;

create index qrtz_triggers_due_ix on qrtz_triggers (trigger_state, next_fire_time);
