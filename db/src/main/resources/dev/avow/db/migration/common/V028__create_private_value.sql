create table private_key (
    identity ${digest} not null,
    secret ${bytes} not null,
    constraint private_key_pk primary key (identity),
    constraint private_key_declaration_fk foreign key (identity) references declaration (identity),
    constraint private_key_secret_ck check (octet_length(secret) = 32)
);

create table private_value (
    identity ${digest} not null,
    place varchar(300) not null,
    text ${bytes} not null,
    constraint private_value_pk primary key (identity, place),
    constraint private_value_key_fk foreign key (identity) references private_key (identity)
);

alter table output add column is_private boolean default false not null;

create table content_removal (
    digest ${digest} not null,
    constraint content_removal_pk primary key (digest)
);
