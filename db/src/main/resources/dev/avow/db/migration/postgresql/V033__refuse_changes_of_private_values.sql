create index locator_content_ix on locator (substr(locator, 1, 80));

create trigger private_key_no_update before update on private_key for each row execute function avow_append_only();
alter table private_key enable always trigger private_key_no_update;

create trigger private_value_no_update before update on private_value for each row execute function avow_append_only();
alter table private_value enable always trigger private_value_no_update;
