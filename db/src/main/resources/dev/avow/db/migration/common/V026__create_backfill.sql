create table backfill (
    id varchar(200) not null,
    job varchar(100) not null,
    schedule varchar(100) not null,
    first_for timestamp(3) with time zone not null,
    last_for timestamp(3) with time zone not null,
    max_active integer not null,
    requested_by varchar(200) not null,
    state varchar(40) not null,
    done_to timestamp(3) with time zone not null,
    declared bigint not null,
    existing bigint not null,
    refused bigint not null,
    at timestamp(3) with time zone not null,
    constraint backfill_pk primary key (id),
    constraint backfill_active_ck check (max_active >= 1)
);

create index backfill_state_ix on backfill (state, at, id);

create index backfill_job_ix on backfill (job, at, id);

create table backfill_occasion (
    backfill varchar(200) not null,
    occasion varchar(300) not null,
    active boolean not null,
    constraint backfill_occasion_pk primary key (backfill, occasion),
    constraint backfill_occasion_fk foreign key (backfill) references backfill (id)
);

create index backfill_occasion_active_ix on backfill_occasion (backfill, active, occasion);
