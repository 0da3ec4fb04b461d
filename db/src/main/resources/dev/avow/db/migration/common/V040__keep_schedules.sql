alter table cursor add column definition varchar;
