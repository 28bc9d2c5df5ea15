-- Imprecise dates in the database: what a text of the declared EDTF subset means, whoever wrote it.
-- The same rules stand in negotiations/dates.py; tests hold the two against each other.
-- Nothing here raises, whatever the text: a wrong one gets bounds in the wrong order, which a CHECK
-- refuses under its own name. Calls are qualified, so that a dump can be restored.
-- When a function changes its answers, its migration must also rewrite every stored date.

create schema if not exists engine;

-- True for a day up to the 28th: it needs no calendar, and most dates are such days.
create or replace function engine.is_plain_day(edtf text) returns boolean
language sql immutable parallel safe
return pg_catalog.octet_length(edtf) = 10
  and pg_catalog.translate(edtf, '123456789', '000000000') = '0000-00-00'
  and (pg_catalog.substr(edtf, 1, 4) collate "C") > '0000'
  and (pg_catalog.substr(edtf, 6, 2) collate "C") between '01' and '12'
  and (pg_catalog.substr(edtf, 9, 2) collate "C") between '01' and '28';

create or replace function engine.days_in_month(year integer, month integer) returns integer
language sql immutable parallel safe
return extract(day from pg_catalog.make_date(year, month, 1) + interval '1 month - 1 day')::integer;

-- The first (or last) day of a date that is no span; null when it is none of the subset.
create or replace function engine.single_date_bound(edtf text, upper boolean) returns date
language plpgsql immutable strict parallel safe
as $$
declare
  qualified constant boolean := pg_catalog.right(edtf, 1) in ('?', '~', '%');
  core constant text := case when qualified then pg_catalog.left(edtf, -1) else edtf end;
  shape constant text := pg_catalog.translate(core, '123456789', '000000000');
  year integer;
  month integer;
  day integer;
  first_month integer;  -- months are numbered through from the year 0
  last_month integer;
  widened_to integer;   -- a qualified date counts as its next coarser unit, in months
begin
  if pg_catalog.octet_length(edtf) > 11
     or shape not in ('0000-00-00', '0000-00-XX', '0000-00', '0000-XX', '0000', '000X')
     or pg_catalog.left(core, 4) = '0000' then
    return null;
  end if;
  year := pg_catalog.replace(pg_catalog.left(core, 4), 'X', '0')::integer;
  if shape like '0000-00%' then
    month := pg_catalog.substr(core, 6, 2)::integer;
    if month between 1 and 12 then
      first_month := year * 12 + month - 1;
      last_month := first_month;
      widened_to := 12;
    elsif month between 21 and 24 and shape = '0000-00' then
      first_month := year * 12 + (month - 20) * 3 - 1;
      last_month := first_month + 2;
      widened_to := 12;
    else
      return null;
    end if;
  else
    first_month := year * 12;
    last_month := first_month + case shape when '000X' then 119 else 11 end;
    widened_to := 120;
  end if;
  if shape = '0000-00-00' then
    day := pg_catalog.substr(core, 9, 2)::integer;
    if day < 1 or day > engine.days_in_month(year, month) then
      return null;
    elsif not qualified then
      return pg_catalog.make_date(year, month, day);
    end if;
    widened_to := 1;
  end if;
  if qualified then
    first_month := first_month - first_month % widened_to;
    last_month := last_month - last_month % widened_to + widened_to - 1;
  end if;
  if upper then
    last_month := least(last_month, 9999 * 12 + 11);
    year := last_month / 12;
    month := last_month % 12 + 1;
    return pg_catalog.make_date(year, month, engine.days_in_month(year, month));
  end if;
  first_month := greatest(first_month, 12);
  return pg_catalog.make_date(first_month / 12, first_month % 12 + 1, 1);
end
$$;

-- The first (or last) day of any text: empty is unknown and gets infinity on both sides, an open
-- end its own infinity, and a text that is no date the wrong infinity.
create or replace function engine.date_bound(edtf text, upper boolean) returns date
language plpgsql immutable strict parallel safe
as $$
declare
  wrong constant date := case when upper then '-infinity' else 'infinity' end;
  is_interval constant boolean := pg_catalog.strpos(edtf, '/') > 0;
  first_text text;
  last_text text;
  earliest date := '-infinity';
  latest date := 'infinity';
begin
  if edtf = '' then
    return 'infinity';
  elsif pg_catalog.octet_length(edtf) > 64 then
    return wrong;
  elsif edtf like '[%..%]' then
    first_text := pg_catalog.split_part(pg_catalog.substr(edtf, 2), '..', 1);
    last_text := pg_catalog.substr(pg_catalog.left(edtf, -1), pg_catalog.length(first_text) + 4);
  elsif is_interval then
    first_text := pg_catalog.split_part(edtf, '/', 1);
    last_text := pg_catalog.substr(edtf, pg_catalog.length(first_text) + 2);
  else
    return coalesce(engine.single_date_bound(edtf, upper), wrong);
  end if;
  if not (is_interval and first_text = '..') then
    earliest := engine.single_date_bound(first_text, false);
  end if;
  if not (is_interval and last_text = '..') then
    latest := engine.single_date_bound(last_text, true);
  end if;
  if earliest <= latest and (earliest > '-infinity' or latest < 'infinity') then
    return case when upper then latest else earliest end;
  end if;
  return wrong;
end
$$;

create or replace function engine.date_earliest(edtf text) returns date
language sql immutable parallel safe
return case when engine.is_plain_day(edtf) then pg_catalog.make_date(
    pg_catalog.substr(edtf, 1, 4)::integer,
    pg_catalog.substr(edtf, 6, 2)::integer,
    pg_catalog.substr(edtf, 9, 2)::integer)
  else engine.date_bound(edtf, false) end;

create or replace function engine.date_latest(edtf text) returns date
language sql immutable parallel safe
return case when engine.is_plain_day(edtf) then pg_catalog.make_date(
    pg_catalog.substr(edtf, 1, 4)::integer,
    pg_catalog.substr(edtf, 6, 2)::integer,
    pg_catalog.substr(edtf, 9, 2)::integer)
  else engine.date_bound(edtf, true) end;

-- True for a day, or a span that lasted, given to the day at both ends without any qualifier:
-- such a date certainly meets every period it overlaps.
create or replace function engine.date_has_exact_ends(edtf text) returns boolean
language sql immutable parallel safe
return pg_catalog.octet_length(edtf) in (10, 21)
  and pg_catalog.translate(edtf, '123456789', '000000000')
    in ('0000-00-00', '0000-00-00/0000-00-00')
  and engine.date_earliest(edtf) <= engine.date_latest(edtf);

-- The length in days, to nine decimals, of an ISO 8601 duration of whole numbers without a sign;
-- null when the text is none or lasts no time. A year has 365.2425 days, a month a twelfth of it.
create or replace function engine.duration_length(duration text) returns numeric
language plpgsql immutable strict parallel safe
as $$
declare
  length interval;
begin
  if pg_catalog.octet_length(duration) > 64 or pg_catalog.right(duration, 1) in ('P', 'T')
     or duration !~ ('^P([0-9]{1,6}W|([0-9]{1,6}Y)?([0-9]{1,6}M)?([0-9]{1,6}D)?'
       '(T([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,6}S)?)?)$') then
    return null;
  end if;
  -- Six digits at most, so that no number overflows the interval.
  length := duration;
  -- The nine zeros make the division keep nine decimals, however long the duration.
  return nullif(pg_catalog.round((
    extract(year from length) * 31556952
    + extract(month from length) * 2629746
    + extract(day from length) * 86400
    + extract(hour from length) * 3600
    + extract(minute from length) * 60
    + extract(second from length)) * 1.000000000 / 86400, 9), 0);
end
$$;
