create table cursor (
    job varchar(100) not null,
    schedule varchar(100) not null,
    decided_to timestamp(3) with time zone not null,
    lease_node varchar(200),
    lease_beat bigint default 0 not null,
    lease_epoch integer default 0 not null,
    constraint cursor_pk primary key (job, schedule)
);

create table slot (
    job varchar(100) not null,
    schedule varchar(100) not null,
    first_for timestamp(3) with time zone not null,
    last_for timestamp(3) with time zone not null,
    slots bigint not null,
    decision varchar(40) not null,
    reason varchar not null,
    at timestamp(3) with time zone not null,
    constraint slot_pk primary key (job, schedule, first_for),
    constraint slot_order_ck check (first_for <= last_for),
    constraint slot_slots_ck check (slots >= 1)
);

create index slot_newest_ix on slot (job, schedule, first_for desc);
