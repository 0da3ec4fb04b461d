create table command (
    id varchar(40) not null,
    verb varchar(40) not null,
    arguments ${bytes} not null,
    requested_by varchar(200) not null,
    dry_run boolean not null,
    submitted_at timestamp(3) with time zone not null,
    expires_at timestamp(3) with time zone not null,
    pending boolean not null,
    constraint command_pk primary key (id)
);

create index command_pending_ix on command (pending, submitted_at, id);

create table command_take (
    id varchar(40) not null,
    node varchar(200),
    at timestamp(3) with time zone not null,
    constraint command_take_pk primary key (id),
    constraint command_take_fk foreign key (id) references command (id) on delete cascade
);

create table command_answer (
    id varchar(40) not null,
    state varchar(40) not null,
    body ${bytes} not null,
    at timestamp(3) with time zone not null,
    constraint command_answer_pk primary key (id),
    constraint command_answer_fk foreign key (id) references command_take (id) on delete cascade
);
