-- All that pages are ordered by: runs of one moment may be very many.
drop index run_page_ix;

create index run_page_ix on run (job, at desc, declared_at desc, number desc, identity desc);
