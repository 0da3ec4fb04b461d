alter table declaration add column map_index integer default -1 not null;
alter table declaration drop constraint declaration_occasion_uk;
alter table declaration add constraint declaration_occasion_uk unique (job, task, occasion, number, map_index);

alter table run add column map_index integer default -1 not null;
alter table run add column map_key varchar(200);
alter table run drop constraint run_occasion_uk;
alter table run add constraint run_occasion_uk unique (job, occasion, task, number, map_index);

create table mapping (
    job varchar(100) not null,
    task varchar(100) not null,
    occasion varchar(300) not null,
    number integer not null,
    elements integer not null,
    list ${digest} not null,
    at timestamp(3) with time zone not null,
    constraint mapping_pk primary key (job, task, occasion, number),
    constraint mapping_list_ck check (octet_length(list) = 32)
);
