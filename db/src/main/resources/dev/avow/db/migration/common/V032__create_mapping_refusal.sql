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
