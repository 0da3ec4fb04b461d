create trigger mapping_append_only before update or delete on mapping for each row execute function avow_append_only();
create trigger mapping_no_truncate before truncate on mapping for each statement execute function avow_append_only();
alter table mapping enable always trigger mapping_append_only;
alter table mapping enable always trigger mapping_no_truncate;
