-- What runs used, so that runs are found by it. All of it follows from the declarations.
create table used (
    kind varchar(40) not null,
    subject varchar(700) not null,
    at timestamp(3) with time zone not null,
    identity ${digest} not null,
    constraint used_pk primary key (kind, subject, at, identity),
    constraint used_declaration_fk foreign key (identity) references declaration (identity)
);

create index used_run_ix on used (identity, kind, subject);

-- What the runs of a mapped task gave, once for each list and not for each run that used it.
create table used_member (
    list varchar(100) not null,
    kind varchar(40) not null,
    subject varchar(700) not null
);

create index used_member_ix on used_member (kind, subject, list);

create index used_list_ix on used_member (list, kind, subject);
