create table pause (
    job varchar(100) not null,
    since timestamp(3) with time zone not null,
    constraint pause_pk primary key (job)
);
