create table run (
    identity ${digest} not null,
    job varchar(100) not null,
    task varchar(100) not null,
    occasion varchar(300) not null,
    number integer not null,
    at timestamp(3) with time zone not null,
    spec ${digest} not null,
    policy varchar not null,
    declared_at timestamp(3) with time zone not null,
    state varchar(40) not null,
    waiting varchar(40),
    detail varchar not null,
    attempts integer not null,
    since timestamp(3) with time zone not null,
    constraint run_pk primary key (identity),
    constraint run_occasion_uk unique (job, occasion, task, number),
    constraint run_declaration_fk foreign key (identity) references declaration (identity),
    constraint run_spec_fk foreign key (spec) references spec (digest)
);

create index run_page_ix on run (job, at desc, identity desc);

create index run_waiting_ix on run (waiting, since, identity);

create index run_state_ix on run (state, waiting, since, identity);
