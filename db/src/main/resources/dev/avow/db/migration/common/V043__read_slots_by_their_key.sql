-- The key read backwards is the same.
drop index slot_newest_ix;
