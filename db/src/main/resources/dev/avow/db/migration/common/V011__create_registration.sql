create table registration (
    node varchar(200) not null,
    job varchar(100) not null,
    specs varchar not null,
    beat bigint not null,
    since timestamp(3) with time zone not null,
    constraint registration_pk primary key (node, job)
);
