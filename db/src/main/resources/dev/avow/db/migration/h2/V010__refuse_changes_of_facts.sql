-- The class name is stored with each trigger: never rename it.

create trigger spec_append_only before update, delete on spec for each row call 'dev.avow.db.AppendOnly';

create trigger declaration_append_only before update, delete on declaration for each row call 'dev.avow.db.AppendOnly';

create trigger locator_append_only before update, delete on locator for each row call 'dev.avow.db.AppendOnly';

create trigger spec_use_append_only before update, delete on spec_use for each row call 'dev.avow.db.AppendOnly';

create trigger undeclared_append_only before update, delete on undeclared for each row call 'dev.avow.db.AppendOnly';

create trigger event_append_only before update, delete on event for each row call 'dev.avow.db.AppendOnly';

create trigger output_append_only before update, delete on output for each row call 'dev.avow.db.AppendOnly';

create trigger slot_append_only before update, delete on slot for each row call 'dev.avow.db.AppendOnly';
