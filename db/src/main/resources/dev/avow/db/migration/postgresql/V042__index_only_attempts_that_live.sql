-- Attempts that have ended are never looked up by when they did.
drop index attempt_live_ix;

create index attempt_live_ix on attempt (ended_at, started_at, identity, attempt) where ended_at is null;
