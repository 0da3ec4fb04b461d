create table pool (
    name varchar(200) not null,
    slots integer,
    constraint pool_pk primary key (name),
    constraint pool_slots_ck check (slots >= 0)
);
