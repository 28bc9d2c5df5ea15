-- Changesets: one for each transaction that writes records, numbered at commit in commit order.
-- The typed tables of revisions in schema history are made by worlds/history.py.

create schema if not exists history;

-- The changeset of the running transaction, made when it first writes. What is written after it was numbered, where
-- the rules that wait for the commit were asked early, has it numbered once more at commit.
create or replace function engine.current_changeset() returns bigint
language plpgsql
as $$
declare
  changeset bigint := nullif(current_setting('parley.changeset', true), '')::bigint;
begin
  if changeset is null then
    insert into public.negotiations_changeset (id, actor_id, channel, batch)
    values (
      nextval('engine.changeset_number'),
      nullif(current_setting('parley.actor', true), '')::bigint,
      coalesce(nullif(current_setting('parley.channel', true), ''), 'sql'),
      coalesce(current_setting('parley.batch', true), ''))
    returning id into changeset;
    perform set_config('parley.changeset', changeset::text, true);
  elsif current_setting('parley.numbered', true) = changeset::text then
    perform set_config('parley.numbered', '', true);
    update public.negotiations_changeset set seq = seq where id = changeset;
  end if;
  return changeset;
end
$$;

-- The lock is held until the commit is done, so that no number appears behind a reader's.
create or replace function engine.number_changeset() returns trigger
language plpgsql
as $$
begin
  perform pg_advisory_xact_lock(7272001);
  update public.negotiations_changeset set
    seq = coalesce((select max(seq) from public.negotiations_changeset), 0) + 1,
    at = greatest(
      clock_timestamp(),
      (select max(at) + interval '1 microsecond' from public.negotiations_changeset))
  where id = new.id and seq is null;
  perform engine.note_public_changes(new.id);
  perform set_config('parley.numbered', new.id::text, true);
  return null;
end
$$;

create constraint trigger number_changeset after insert on public.negotiations_changeset
deferrable initially deferred for each row execute function engine.number_changeset();
create constraint trigger number_changeset_again after update on public.negotiations_changeset
deferrable initially deferred for each row when (old.seq is not null)
execute function engine.number_changeset();

-- Numbers of changesets are drawn where no flush begins them anew, so that old revisions never
-- join a new one.
create sequence if not exists engine.changeset_number;

create or replace function engine.keep_changeset() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'DELETE' or pg_trigger_depth() = 1 or (old.seq is not null and new is distinct from old) then
    perform engine.refuse('changeset_is_never_changed', tg_table_name,
      'A changeset is never changed or deleted.');
  end if;
  return new;
end
$$;

create trigger keep_changeset before update or delete on public.negotiations_changeset
for each row execute function engine.keep_changeset();

create or replace function history.refuse_change() returns trigger
language plpgsql
as $$
begin
  perform engine.refuse('history_is_append_only', tg_table_name, 'History is never changed.');
  return null;
end
$$;
