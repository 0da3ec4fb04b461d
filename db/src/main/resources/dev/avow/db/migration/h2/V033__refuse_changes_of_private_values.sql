create index locator_content_ix on locator (locator);

-- The class name is stored with the triggers: never rename it.

create trigger private_key_no_update before update on private_key for each row call 'dev.avow.db.AppendOnly';

create trigger private_value_no_update before update on private_value for each row call 'dev.avow.db.AppendOnly';
