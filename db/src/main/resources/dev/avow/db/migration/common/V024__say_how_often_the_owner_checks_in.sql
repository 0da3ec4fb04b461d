alter table owner add column check_in bigint default 0 not null; -- milliseconds
