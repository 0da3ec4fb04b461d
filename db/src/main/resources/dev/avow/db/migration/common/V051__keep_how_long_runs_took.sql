alter table run add column took_attempt integer;
alter table run add column took bigint;
