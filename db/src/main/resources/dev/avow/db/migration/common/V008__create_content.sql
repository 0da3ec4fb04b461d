create table content (
    digest ${digest} not null,
    size integer not null,
    body ${bytes} not null,
    constraint content_pk primary key (digest),
    constraint content_digest_ck check (octet_length(digest) = 32),
    constraint content_size_ck check (octet_length(body) = size)
);
