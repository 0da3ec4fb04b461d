create table event (
    seq bigint generated always as identity,
    kind varchar(40) not null,
    job varchar(100) not null,
    identity ${digest},
    attempt integer,
    at timestamp(3) with time zone not null,
    body ${bytes} not null,
    digest ${digest} not null,
    constraint event_pk primary key (seq),
    constraint event_declaration_fk foreign key (identity) references declaration (identity),
    constraint event_digest_ck check (octet_length(digest) = 32)
);

create index event_run_ix on event (identity, seq);

create index event_job_ix on event (job, seq);
