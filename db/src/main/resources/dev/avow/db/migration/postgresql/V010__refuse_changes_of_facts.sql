create function avow_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'Table % is append-only: % refused.', tg_table_name, tg_op using errcode = 'restrict_violation';
end
$$;

create trigger spec_append_only before update or delete on spec for each row execute function avow_append_only();
create trigger spec_no_truncate before truncate on spec for each statement execute function avow_append_only();
alter table spec enable always trigger spec_append_only;
alter table spec enable always trigger spec_no_truncate;

create trigger declaration_append_only before update or delete on declaration for each row execute function avow_append_only();
create trigger declaration_no_truncate before truncate on declaration for each statement execute function avow_append_only();
alter table declaration enable always trigger declaration_append_only;
alter table declaration enable always trigger declaration_no_truncate;

create trigger locator_append_only before update or delete on locator for each row execute function avow_append_only();
create trigger locator_no_truncate before truncate on locator for each statement execute function avow_append_only();
alter table locator enable always trigger locator_append_only;
alter table locator enable always trigger locator_no_truncate;

create trigger spec_use_append_only before update or delete on spec_use for each row execute function avow_append_only();
create trigger spec_use_no_truncate before truncate on spec_use for each statement execute function avow_append_only();
alter table spec_use enable always trigger spec_use_append_only;
alter table spec_use enable always trigger spec_use_no_truncate;

create trigger undeclared_append_only before update or delete on undeclared for each row execute function avow_append_only();
create trigger undeclared_no_truncate before truncate on undeclared for each statement execute function avow_append_only();
alter table undeclared enable always trigger undeclared_append_only;
alter table undeclared enable always trigger undeclared_no_truncate;

create trigger event_append_only before update or delete on event for each row execute function avow_append_only();
create trigger event_no_truncate before truncate on event for each statement execute function avow_append_only();
alter table event enable always trigger event_append_only;
alter table event enable always trigger event_no_truncate;

create trigger output_append_only before update or delete on output for each row execute function avow_append_only();
create trigger output_no_truncate before truncate on output for each statement execute function avow_append_only();
alter table output enable always trigger output_append_only;
alter table output enable always trigger output_no_truncate;

create trigger slot_append_only before update or delete on slot for each row execute function avow_append_only();
create trigger slot_no_truncate before truncate on slot for each statement execute function avow_append_only();
alter table slot enable always trigger slot_append_only;
alter table slot enable always trigger slot_no_truncate;
