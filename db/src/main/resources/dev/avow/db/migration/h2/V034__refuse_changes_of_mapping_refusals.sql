-- The class name is stored with the trigger: never rename it.

create trigger mapping_refusal_append_only before update, delete on mapping_refusal for each row call 'dev.avow.db.AppendOnly';
