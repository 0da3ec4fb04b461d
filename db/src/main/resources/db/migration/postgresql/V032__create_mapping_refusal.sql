create table mapping_refusal (
    job varchar(100) not null,
    task varchar(100) not null,
    occasion varchar(300) not null,
    number integer not null,
    at timestamp(3) with time zone not null,
    constraint mapping_refusal_pk primary key (job, task, occasion, number),
    constraint mapping_refusal_fk foreign key (job, task, occasion, number)
        references mapping (job, task, occasion, number)
);

create index mapping_list_ix on mapping (list);

create trigger mapping_refusal_append_only before update or delete on mapping_refusal for each row execute function avow_append_only();
create trigger mapping_refusal_no_truncate before truncate on mapping_refusal for each statement execute function avow_append_only();
alter table mapping_refusal enable always trigger mapping_refusal_append_only;
alter table mapping_refusal enable always trigger mapping_refusal_no_truncate;
