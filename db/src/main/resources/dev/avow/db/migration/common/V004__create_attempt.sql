create table attempt (
    identity ${digest} not null,
    attempt integer not null,
    node varchar(200) not null,
    epoch integer not null,
    beat bigint not null,
    state varchar(40) not null,
    detail varchar not null,
    started_at timestamp(3) with time zone not null,
    ended_at timestamp(3) with time zone,
    constraint attempt_pk primary key (identity, attempt),
    constraint attempt_run_fk foreign key (identity) references run (identity),
    constraint attempt_number_ck check (attempt >= 1)
);

create index attempt_live_ix on attempt (ended_at, started_at, identity, attempt);

create table output (
    identity ${digest} not null,
    attempt integer not null,
    name varchar(300) not null,
    seq bigint generated always as identity,
    digest ${digest} not null,
    media_type varchar(255) not null,
    size bigint not null,
    constraint output_pk primary key (identity, attempt, name),
    constraint output_declaration_fk foreign key (identity) references declaration (identity),
    constraint output_digest_ck check (octet_length(digest) = 32)
);

create index output_digest_ix on output (digest, seq desc);
