-- How single values are written in the API's documents. The same rules stand in dates.py (the words of a date) and
-- api/kinds.py (the label of a record); tests hold the two against each other. Calls are qualified.

-- One line of at most 120 characters; the slug where there are no words.
create or replace function engine.shortened(words text, slug text) returns text
language plpgsql immutable parallel safe
as $$
declare
  line constant text := pg_catalog.btrim(pg_catalog.regexp_replace(words, '[ \n]+', ' ', 'g'), ' ');
begin
  if pg_catalog.char_length(line) > 120 then
    return pg_catalog.rtrim(pg_catalog.left(line, 119), ' ') || '…';
  end if;
  return coalesce(nullif(line, ''), slug);
end
$$;

-- What names a record in a reference: one line of at most 120 characters; the slug of a record without words.
create or replace function engine.label(words text, slug text) returns text
language sql immutable parallel safe
return case
  when words = '' then slug
  when pg_catalog.octet_length(words) <= 120 and pg_catalog.strpos(words, E'\n') = 0
    and pg_catalog.strpos(words, '  ') = 0 and words = pg_catalog.btrim(words, ' ') then words
  else engine.shortened(words, slug)
end;

-- Slug and label of a record by its kind and key, in the world that the search path names; null where it is hidden.
do $$
declare
  cases text;
begin
  select string_agg(format(
    'when %L then select r.slug, engine.label(%s, r.slug) into slug, label
       from negotiations_%s as r where r.id = record_id;', kind, coalesce('r.' || words, quote_literal('')), name), ' ')
  into cases
  from (values
    ('place', 'place', 'name'),
    ('party', 'party', 'name'),
    ('person', 'person', 'name'),
    ('tenure', 'tenure', 'title'),
    ('source', 'source', 'title'),
    ('issue', 'issue', 'label'),
    ('process', 'process', 'title'),
    ('membership', 'membership', null),
    ('event', 'event', 'title'),
    ('event_link', 'eventlink', null),
    ('participation', 'participation', null),
    ('offer', 'offer', 'title'),
    ('term', 'term', 'action'),
    ('statement', 'statement', 'text'),
    ('response', 'response', 'summary'),
    ('agreement', 'agreement', 'title'),
    ('commitment', 'commitment', 'action'),
    ('fulfilment', 'fulfilment', null),
    ('point', 'point', 'question'),
    ('claim', 'claim', 'text')
  ) as kinds (kind, name, words);
  execute format($statement$
    create or replace function engine.named(kind text, record_id bigint, out slug text, out label text)
    language plpgsql stable parallel safe
    as $body$
    begin
      case kind %s else null; end case;
    end
    $body$
  $statement$, cases);
end
$$;

-- What a prepared statement of the session answers for a row (worlds/prepared.py). PostgreSQL lets only functions that
-- are volatile execute one.
create or replace function engine.apart(statement text, row_key bigint, root text) returns json
language plpgsql
as $$
declare
  found json;
begin
  execute pg_catalog.format('execute %I (%s, %L)', statement, row_key, root) into found;
  return found;
end
$$;

create or replace function engine.month_name(month integer) returns text
language sql immutable strict parallel safe
return (array['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'])[month];

-- How finely a date is written; null where there is none.
create or replace function engine.date_precision(edtf text) returns text
language sql immutable parallel safe
return case
  when edtf = '' then null
  when pg_catalog.left(edtf, 1) = '[' then 'one_of'
  when pg_catalog.strpos(edtf, '/') > 0 then 'interval'
  when pg_catalog.substr(edtf, 4, 1) = 'X' then 'decade'
  when pg_catalog.substr(edtf, 6, 2) in ('', '?', '~', '%', 'XX') then 'year'
  when pg_catalog.substr(edtf, 6, 2) in ('21', '22', '23', '24') then 'season'
  when pg_catalog.substr(edtf, 9, 2) in ('', '?', '~', '%', 'XX') then 'month'
  else 'day'
end;

-- The words of a date that is no span, smallest unit first, so that two dates may share their last words.
create or replace function engine.date_words(edtf text) returns text[]
language plpgsql immutable strict parallel safe
as $$
declare
  year constant text := pg_catalog.left(edtf, 4);
  month constant text := pg_catalog.substr(edtf, 6, 2);
  day constant text := pg_catalog.substr(edtf, 9, 2);
  month_name text;
begin
  case engine.date_precision(edtf)
    when 'decade' then
      return array[pg_catalog.replace(year, 'X', '0') || 's'];
    when 'year' then
      return array[year || case month when 'XX' then ', month unknown' else '' end];
    when 'season' then
      return array[
        (array['spring', 'summer', 'autumn', 'winter'])[month::integer - 20],
        -- A winter ends in the year after the one it is named by.
        year || case month when '24'
          then '/' || pg_catalog.lpad((year::integer + 1)::text, greatest(4, pg_catalog.length((year::integer + 1)::text)), '0')
          else '' end];
    else
      month_name := engine.month_name(month::integer);
  end case;
  if engine.date_precision(edtf) = 'month' then
    return array[month_name, year || case day when 'XX' then ', day unknown' else '' end];
  end if;
  return array[day::integer::text, month_name, year];
end
$$;

create or replace function engine.single_date_text(edtf text) returns text
language sql immutable strict parallel safe
return case when pg_catalog.right(edtf, 1) in ('~', '%') then 'about ' else '' end
  || pg_catalog.array_to_string(engine.date_words(pg_catalog.rtrim(edtf, '?~%')), ' ')
  || case when pg_catalog.right(edtf, 1) in ('?', '%') then ' (doubted)' else '' end;

-- The first date of a span without the words that it shares with the last: the 27 of "27 to 28 May 2018".
create or replace function engine.date_text_before(edtf text, later text) returns text
language plpgsql immutable strict parallel safe
as $$
declare
  words text[];
  others text[];
begin
  if pg_catalog.right(edtf, 1) in ('?', '~', '%') or pg_catalog.right(later, 1) in ('?', '~', '%') then
    return engine.single_date_text(edtf);
  end if;
  words := engine.date_words(edtf);
  others := engine.date_words(later);
  while pg_catalog.cardinality(words) > 1 and pg_catalog.cardinality(others) > 1
    and words[pg_catalog.cardinality(words)] = others[pg_catalog.cardinality(others)]
  loop
    words := words[:pg_catalog.cardinality(words) - 1];
    others := others[:pg_catalog.cardinality(others) - 1];
  end loop;
  return pg_catalog.array_to_string(words, ' ');
end
$$;

create or replace function engine.span_text(edtf text) returns text
language plpgsql immutable strict parallel safe
as $$
declare
  is_one_day constant boolean := pg_catalog.left(edtf, 1) = '[';
  separator constant text := case when is_one_day then '..' else '/' end;
  ends constant text := case when is_one_day then pg_catalog.btrim(edtf, '[]') else edtf end;
  first_text constant text := pg_catalog.split_part(ends, separator, 1);
  last_text constant text := pg_catalog.substr(ends, pg_catalog.length(first_text || separator) + 1);
begin
  if not is_one_day and first_text = '..' then
    return 'until ' || engine.single_date_text(last_text);
  elsif not is_one_day and last_text = '..' then
    return 'from ' || engine.single_date_text(first_text);
  elsif first_text = last_text then
    return engine.single_date_text(first_text);
  elsif is_one_day then
    return 'between ' || engine.date_text_before(first_text, last_text)
      || ' and ' || engine.single_date_text(last_text);
  end if;
  -- Without "from", the "about" of the first would seem to speak of both.
  return case when first_text ~ '[?~%]$' or last_text ~ '[?~%]$' then 'from ' else '' end
    || engine.date_text_before(first_text, last_text) || ' to ' || engine.single_date_text(last_text);
end
$$;

-- English for readers: "5 October 2019", "about 2019", "27 to 28 February 2019".
create or replace function engine.date_text(edtf text) returns text
language sql immutable strict parallel safe
return case
  when engine.is_plain_day(edtf) then
    pg_catalog.ltrim(pg_catalog.substr(edtf, 9, 2), '0') || ' '
    || engine.month_name(pg_catalog.substr(edtf, 6, 2)::integer) || ' ' || pg_catalog.left(edtf, 4)
  when edtf ~ '[/[]' then engine.span_text(edtf)
  else engine.single_date_text(edtf)
end;

-- An imprecise date as it is shown; null when unknown, an open end null.
create or replace function engine.date_value(edtf text, earliest date, latest date) returns json
language sql stable parallel safe
return case when edtf <> '' then pg_catalog.json_build_object(
  'edtf', edtf,
  'earliest', nullif(earliest, '-infinity'),
  'latest', nullif(latest, 'infinity'),
  'precision', engine.date_precision(edtf),
  'text', engine.date_text(edtf)) end;
