-- What was used is found by a mark of it: the first 16 bytes of the SHA-256 of its kind, a space and its subject. Only
-- the subjects that lead on to other runs are kept as text.
-- These change nothing, and wait for engines of an older version: what they store meanwhile would be lost.
alter table declaration alter column job set not null;

alter table used alter column at set not null;

alter table used_member alter column kind set not null;

create table used_by_mark (
    mark uuid not null,
    at timestamp(3) with time zone not null,
    identity ${digest} not null,
    subject varchar(700)
);

insert into used_by_mark (mark, at, identity, subject)
select cast(encode(substring(sha256(convert_to(kind || ' ' || subject, 'UTF8')) from 1 for 16), 'hex') as uuid), at, identity,
    case when kind in ('UPSTREAM', 'LIST') then subject end
from used;

drop table used;

alter table used_by_mark rename to used;

create index used_mark_ix on used (mark, at);

create index used_run_ix on used (identity);

alter table used add constraint used_declaration_fk foreign key (identity) references declaration (identity);

-- The list stands as its mark too.
create table used_member_by_mark (
    list uuid not null,
    mark uuid not null,
    kind varchar(40) not null,
    subject varchar(700) not null
);

insert into used_member_by_mark (list, mark, kind, subject)
select cast(encode(substring(sha256(convert_to('LIST ' || list, 'UTF8')) from 1 for 16), 'hex') as uuid),
    cast(encode(substring(sha256(convert_to(kind || ' ' || subject, 'UTF8')) from 1 for 16), 'hex') as uuid), kind, subject
from used_member;

drop table used_member;

alter table used_member_by_mark rename to used_member;

create index used_member_ix on used_member (mark, list);

create index used_list_ix on used_member (list);
