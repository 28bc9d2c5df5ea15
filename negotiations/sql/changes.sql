-- What of the public record each changeset changed, in commit order (worlds/feed.py writes it at commit).
-- The public reads it through these functions alone: nothing here tells of drafts.

-- The place of the last change: it moves with the public record and stands still while drafts are written.
create or replace function engine.public_version() returns bigint
language sql stable security definer
set search_path = pg_catalog
return coalesce((select max(seq) from public.negotiations_publicchange), 0);

-- The changes behind a place, as many as asked for.
create or replace function engine.public_changes(since bigint, most integer)
returns table (seq bigint, kind text, slug text, change text, at timestamptz)
language sql stable security definer
set search_path = pg_catalog
begin atomic
  select c.seq, c.kind, c.slug, c.change, s.at
  from public.negotiations_publicchange as c
  join public.negotiations_changeset as s on s.id = c.changeset_id
  where c.seq > since order by c.seq limit most;
end;

create or replace function engine.keep_public_change() returns trigger
language plpgsql
as $$
begin
  if pg_trigger_depth() = 1 then
    perform engine.refuse('public_change_is_never_changed', tg_table_name,
      'What was told to the public is never changed.');
  end if;
  return old;
end
$$;

create trigger keep_public_change before update or delete on public.negotiations_publicchange
for each row execute function engine.keep_public_change();
