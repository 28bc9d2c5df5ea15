-- Snapshots are made once and never change. Readers of the public record ask for one by its name alone.

create or replace function engine.keep_snapshot() returns trigger
language plpgsql
as $$
begin
  perform engine.refuse('snapshot_is_never_changed', tg_table_name, 'A snapshot is never changed or deleted.');
  return old;
end
$$;

create trigger keep_snapshot before update or delete on public.negotiations_snapshot
for each row execute function engine.keep_snapshot();

create or replace function engine.snapshot(wanted text)
returns setof public.negotiations_snapshot
language sql stable security definer
set search_path = pg_catalog
begin atomic
  select s.* from public.negotiations_snapshot as s where s.id = wanted;
end;
