create table spec (
    digest ${digest} not null,
    job varchar(100) not null,
    task varchar(100) not null,
    body ${bytes} not null,
    stored_at timestamp(3) with time zone not null,
    constraint spec_pk primary key (digest),
    constraint spec_digest_ck check (octet_length(digest) = 32)
);

create table declaration (
    identity ${digest} not null,
    job varchar(100) not null,
    task varchar(100) not null,
    occasion varchar(300) not null,
    number integer not null,
    spec ${digest} not null,
    body ${bytes} not null,
    declared_at timestamp(3) with time zone not null,
    constraint declaration_pk primary key (identity),
    constraint declaration_occasion_uk unique (job, task, occasion, number),
    constraint declaration_spec_fk foreign key (spec) references spec (digest),
    constraint declaration_identity_ck check (octet_length(identity) = 32),
    constraint declaration_number_ck check (number >= 1)
);

create table locator (
    identity ${digest} not null,
    input varchar(100) not null,
    locator varchar not null,
    constraint locator_pk primary key (identity, input),
    constraint locator_declaration_fk foreign key (identity) references declaration (identity)
);

create table spec_use (
    job varchar(100) not null,
    task varchar(100) not null,
    number integer not null,
    spec ${digest} not null,
    identity ${digest} not null,
    at timestamp(3) with time zone not null,
    constraint spec_use_pk primary key (job, task, number),
    constraint spec_use_spec_fk foreign key (spec) references spec (digest),
    constraint spec_use_declaration_fk foreign key (identity) references declaration (identity)
);

create table undeclared (
    job varchar(100) not null,
    task varchar(100) not null,
    occasion varchar(300) not null,
    reason varchar not null,
    at timestamp(3) with time zone not null,
    constraint undeclared_pk primary key (job, task, occasion)
);

create index undeclared_newest_ix on undeclared (job, at desc, task desc, occasion desc);
