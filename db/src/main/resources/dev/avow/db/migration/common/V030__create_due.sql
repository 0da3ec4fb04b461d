create table due (
    identity ${digest} not null,
    kind varchar(40) not null,
    at timestamp(3) with time zone not null,
    constraint due_pk primary key (identity, kind),
    constraint due_run_fk foreign key (identity) references run (identity)
);

create index due_at_ix on due (kind, at, identity);
