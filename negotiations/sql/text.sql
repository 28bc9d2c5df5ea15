-- What clean text is, for the CHECK constraints of every text column. Nothing here raises.

create or replace function engine.is_line(line text) returns boolean
language sql immutable parallel safe
return line !~ '[\u0001-\u001f\u007f-\u009f]' and line is nfc normalized;

create or replace function engine.is_prose(prose text) returns boolean
language sql immutable parallel safe
return prose !~ '[\u0001-\u0009\u000b-\u001f\u007f-\u009f]' and prose is nfc normalized;

create or replace function engine.is_given(text_given text) returns boolean
language sql immutable parallel safe
return pg_catalog.btrim(text_given, E' \n\u00a0') <> '';

-- Every entry is a clean line that matches the form (any, if it is empty), and none stands twice.
create or replace function engine.is_clean_list(entries text[], form text) returns boolean
language sql immutable parallel safe
return pg_catalog.cardinality(entries) = 0 or pg_catalog.array_ndims(entries) = 1 and (
  select pg_catalog.bool_and(
      entry is not null and engine.is_given(entry) and engine.is_line(entry)
      and (form = '' or entry ~ form))
    and pg_catalog.count(distinct entry) = pg_catalog.count(*)
  from pg_catalog.unnest(entries) as entry);

create or replace function engine.is_duration(duration text) returns boolean
language sql immutable parallel safe
return engine.duration_length(duration) is not null;

create or replace function engine.is_duration_range(shortest text, longest text) returns boolean
language sql immutable parallel safe
return longest = '' or shortest = ''
  or coalesce(engine.duration_length(longest) >= engine.duration_length(shortest), true);

-- Two dates may have a day in common. An unknown date (both bounds infinity) may meet any other.
create or replace function engine.may_meet(
  one_earliest date, one_latest date, other_earliest date, other_latest date) returns boolean
language sql immutable parallel safe
return one_earliest = 'infinity' or other_earliest = 'infinity'
  or (one_earliest <= other_latest and one_latest >= other_earliest);
