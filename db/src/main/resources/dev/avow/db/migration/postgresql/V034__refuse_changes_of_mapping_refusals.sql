create trigger mapping_refusal_append_only before update or delete on mapping_refusal for each row execute function avow_append_only();
create trigger mapping_refusal_no_truncate before truncate on mapping_refusal for each statement execute function avow_append_only();
alter table mapping_refusal enable always trigger mapping_refusal_append_only;
alter table mapping_refusal enable always trigger mapping_refusal_no_truncate;
