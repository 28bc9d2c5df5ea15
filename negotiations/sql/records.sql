-- What the database keeps for every record by itself: the lock number, the stamps, the slug, the status.
-- The triggers are hung on the tables by worlds/history.py, which passes the derived columns.

create schema if not exists engine;

-- A refusal carries the name of a constraint, so that its sentence and field can be found (models/refusals.py).
create or replace function engine.refuse(rule text, relation text, sentence text) returns void
language plpgsql
as $$
begin
  raise exception using errcode = 'check_violation', message = sentence,
    constraint = rule, table = relation, schema = 'public';
end
$$;

create or replace function engine.keep_new_record() returns trigger
language plpgsql
as $$
begin
  new.version := 1;
  new.created_at := pg_catalog.now();
  new.updated_at := new.created_at;
  return new;
end
$$;

-- `version` written as 0 states nothing, as -1 by a trigger asks to count a change of a list of references;
-- any other number must be the present one.
create or replace function engine.keep_record() returns trigger
language plpgsql
as $$
declare
  derived constant text[] := tg_argv;
  counted constant boolean := new.version = -1 and pg_trigger_depth() > 1;
begin
  if new.id <> old.id then
    perform engine.refuse('record_keeps_its_number', tg_table_name,
      'The number of a record never changes.');
  end if;
  if not counted and new.version not in (0, old.version) then
    perform engine.refuse('version_is_the_present_one', tg_table_name,
      'Somebody else changed this record meanwhile.');
  end if;
  if old.status in ('published', 'withdrawn') then
    if new.slug <> old.slug then
      perform engine.refuse('slug_is_fixed_once_published', tg_table_name,
        'The slug of a published record cannot change.');
    end if;
    if new.status not in ('published', 'withdrawn') then
      perform engine.refuse('published_record_never_returns_to_draft', tg_table_name,
        'A published record can be withdrawn, not made a draft again.');
    end if;
  end if;
  new.created_at := old.created_at;
  if counted or (to_jsonb(new) - derived) is distinct from (to_jsonb(old) - derived) then
    new.version := old.version + 1;
    new.updated_at := pg_catalog.clock_timestamp();
  else
    new.version := old.version;
    new.updated_at := old.updated_at;
  end if;
  return new;
end
$$;

create or replace function engine.keep_published_record() returns trigger
language plpgsql
as $$
begin
  perform engine.refuse('published_record_is_withdrawn_not_deleted', tg_table_name,
    'What was ever published is withdrawn, not deleted.');
  return null;
end
$$;

-- A change of a list of references is a change of the record that holds the list. An import brings a new record
-- and its lists at once, and so leaves it at its first version.
-- Arguments: the table of the holder, the column that refers to it.
create or replace function engine.count_list_change() returns trigger
language plpgsql
as $$
begin
  execute format(
    'update public.%I set version = -1
     where id in (select distinct %I from changed) and not (
       created_at = pg_catalog.now() and coalesce(current_setting(''parley.channel'', true), '''') = ''import'')',
    tg_argv[0], tg_argv[1]);
  return null;
end
$$;

-- Each external identifier names one record of a kind: the pairs stand in a table of their own (models/keeping.py).
create or replace function engine.keep_external_ids() returns trigger
language plpgsql
as $$
begin
  if tg_op <> 'INSERT' then
    delete from public.negotiations_externalidentifier where kind = tg_table_name and record_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into public.negotiations_externalidentifier (kind, external_id, record_id)
    select tg_table_name, entry, new.id from unnest(new.external_ids) as entry
    where new.status <> 'withdrawn';
  end if;
  return null;
end
$$;
