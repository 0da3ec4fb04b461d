create table seat (
    pool varchar(200) not null,
    identity ${digest} not null,
    attempt integer not null,
    taken boolean not null,
    seq bigint generated always as identity,
    constraint seat_pk primary key (identity, pool),
    constraint seat_pool_fk foreign key (pool) references pool (name),
    constraint seat_run_fk foreign key (identity) references run (identity)
);

create index seat_queue_ix on seat (pool, taken, seq);
