alter table attempt add column cancel boolean default false not null;
