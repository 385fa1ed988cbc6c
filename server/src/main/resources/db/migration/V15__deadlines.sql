-- An open run has neither an end nor a bill. Said by the bill here and by the end elsewhere, so that
-- statements about lanes are not answered from this index, which knows no lane, when statistics were
-- taken at a moment without open runs.
create index run_unbilled_deadline on run (deadline_at) where billed is null;
drop index run_open_deadline;
