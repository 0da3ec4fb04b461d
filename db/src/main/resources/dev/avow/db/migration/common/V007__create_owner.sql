create table owner (
    id integer default 1 not null,
    token varchar(100) not null,
    node varchar(200) not null,
    pid varchar(200) not null,
    since timestamp(3) with time zone not null,
    beat bigint not null,
    constraint owner_pk primary key (id),
    constraint owner_single_ck check (id = 1)
);
