-- An attempt that is deferred has ended_at as well: it has no claim since then.
create table deferral (
    identity ${digest} not null,
    attempt integer not null,
    until timestamp(3) with time zone not null,
    body ${bytes} not null,
    times integer not null,
    losses integer not null,
    constraint deferral_pk primary key (identity, attempt),
    constraint deferral_attempt_fk foreign key (identity, attempt) references attempt (identity, attempt)
);
