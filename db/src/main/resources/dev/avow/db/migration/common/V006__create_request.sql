create table request (
    job varchar(100) not null,
    task varchar(100) not null,
    occasion_key varchar(300) not null,
    occasion varchar not null,
    not_before timestamp(3) with time zone not null,
    tries integer not null,
    reason varchar not null,
    requested_at timestamp(3) with time zone not null,
    constraint request_pk primary key (job, task, occasion_key)
);

create index request_due_ix on request (not_before, requested_at, job, task, occasion_key);
