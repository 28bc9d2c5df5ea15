-- The rules between records that neither a CHECK nor a key alone can keep (each is named in tests/database/).
-- Where another row is read, a composed key or a lock makes the reading hold under concurrency.

-- Copies of dates: read here, verified by the composed keys beside the plain ones.
create or replace function engine.copy_tenure_bounds() returns trigger
language plpgsql
as $$
begin
  new.tenure_earliest := 'infinity';
  new.tenure_latest := 'infinity';
  if new.tenure_id is not null then
    select date_earliest, date_latest into new.tenure_earliest, new.tenure_latest
    from public.negotiations_tenure where id = new.tenure_id;
  end if;
  return new;
end
$$;

create or replace function engine.copy_event_bounds() returns trigger
language plpgsql
as $$
begin
  select date_earliest, date_latest into new.event_earliest, new.event_latest
  from public.negotiations_event where id = new.event_id;
  return new;
end
$$;

create trigger copy_tenure_bounds before insert or update on public.negotiations_statement
for each row execute function engine.copy_tenure_bounds();
create trigger copy_tenure_bounds before insert or update on public.negotiations_participation
for each row execute function engine.copy_tenure_bounds();
create trigger copy_event_bounds before insert or update on public.negotiations_participation
for each row execute function engine.copy_event_bounds();

-- An offer is between two parties. Both lists of its parties are kept once more in one table
-- (models/keeping.py), where an index can refuse a party that stands on both sides.
create or replace function engine.keep_offer_sides() returns trigger
language plpgsql
as $$
begin
  if tg_op <> 'INSERT' then
    delete from public.negotiations_offerside
    where offer_id = old.offer_id and party_id = old.party_id and side = tg_argv[0];
  end if;
  if tg_op <> 'DELETE' then
    insert into public.negotiations_offerside (offer_id, party_id, side, is_joint)
    select new.offer_id, new.party_id, tg_argv[0], is_joint
    from public.negotiations_offer where id = new.offer_id;
  end if;
  return null;
end
$$;

create trigger keep_offer_sides after insert or update or delete
on public.negotiations_offer_proposers
for each row execute function engine.keep_offer_sides('proposer');
create trigger keep_offer_sides after insert or update or delete
on public.negotiations_offer_recipients
for each row execute function engine.keep_offer_sides('recipient');

-- A published record of five kinds is cited, at commit, by a published citation of its own.
create or replace function engine.refuse_uncited(kind text, record_id bigint) returns void
language plpgsql
as $$
declare
  uncited text;
begin
  -- Two who each take one of its last two citations queue here, and the second sees what the first left.
  execute format(
    'select case when status = ''published'' then slug end
     from public.negotiations_%s where id = $1 for no key update', kind)
  into uncited using record_id;
  if uncited is null then
    return;
  end if;
  execute format(
    'select $2 where not exists (
       select from public.negotiations_citation where %s_id = $1 and status = ''published'')', kind)
  into uncited using record_id, uncited;
  if uncited is not null then
    perform engine.refuse(kind || '_is_cited_once_published', 'negotiations_' || kind,
      format('The published record %s has no published citation of its own.', uncited));
  end if;
end
$$;

-- Most records are cited: that is seen by one look into the index of the kind's citations.
do $$
declare
  kind text;
begin
  foreach kind in array array['event', 'statement', 'claim', 'offer', 'agreement'] loop
    execute format($statement$
      create or replace function engine.published_%1$s_is_cited() returns trigger
      language plpgsql
      as $body$
      begin
        if not exists (
          select from public.negotiations_citation where %1$s_id = new.id and status = 'published')
        then
          perform engine.refuse_uncited(%1$L, new.id);
        end if;
        return null;
      end
      $body$;

      create constraint trigger %1$s_is_cited_once_published
      after insert or update of status on public.negotiations_%1$s
      deferrable initially deferred for each row when (new.status = 'published')
      execute function engine.published_%1$s_is_cited();

      -- It stays so when a citation is withdrawn or deleted, or leaves it for another.
      create or replace function engine.%1$s_stays_cited() returns trigger
      language plpgsql
      as $body$
      begin
        perform engine.refuse_uncited(%1$L, old.%1$s_id);
        return null;
      end
      $body$;

      create constraint trigger %1$s_stays_cited_by_what_changed
      after update of status, %1$s_id on public.negotiations_citation
      deferrable initially deferred for each row
      when (old.status = 'published' and old.%1$s_id is not null
        and (new.status, new.%1$s_id) is distinct from (old.status, old.%1$s_id))
      execute function engine.%1$s_stays_cited();
      create constraint trigger %1$s_stays_cited_by_what_went
      after delete on public.negotiations_citation
      deferrable initially deferred for each row
      when (old.status = 'published' and old.%1$s_id is not null)
      execute function engine.%1$s_stays_cited();
    $statement$, kind);
  end loop;
end
$$;

-- Not coded is not silent: silence needs a statement known whole, or a source read in full. Other rows are
-- read here without a lock; what slips through between two writers stands in the integrity report.
create or replace function engine.claim_silence_could_be_known() returns trigger
language plpgsql
as $$
begin
  if exists (
    select from public.negotiations_claim as claim
    where claim.id = new.id and claim.stance = 'silent' and claim.status = 'published'
      and not exists (
        select from public.negotiations_statement as statement
        where statement.id = claim.statement_id and statement.complete = 'yes')
      and not exists (
        select from public.negotiations_citation as citation
        join public.negotiations_source as source on source.id = citation.source_id
        where citation.claim_id = claim.id and source.extent_read = 'full')
  ) then
    perform engine.refuse(tg_name, tg_table_name,
      'Silence is claimed only from a complete statement or a source read in full.');
  end if;
  return null;
end
$$;

create constraint trigger claim_silence_could_be_known
after insert or update of stance, statement_id, status on public.negotiations_claim
deferrable initially deferred for each row when (new.stance = 'silent')
execute function engine.claim_silence_could_be_known();

-- What contains is not contained in its turn, over however many steps. One writer at a time looks up the tree of a
-- kind, so that two who each add half of a circle queue, and the second sees the first's half.
create or replace function engine.refuse_circle() returns trigger
language plpgsql
as $$
declare
  closes boolean;
begin
  perform pg_advisory_xact_lock('engine.refuse_circle'::regproc::oid::integer, tg_relid::integer);
  execute format(
    'with recursive above as (
       select %1$I as id from public.%2$I where id = $1
       union
       select container.%1$I from public.%2$I as container join above on container.id = above.id)
     select exists (select from above where id = $1)', tg_argv[0], tg_table_name)
  into closes using new.id;
  if closes then
    perform engine.refuse(tg_name, tg_table_name, format('%s would contain itself.', new.slug));
  end if;
  return null;
end
$$;

create constraint trigger event_is_in_no_circle_of_parts
after insert or update of part_of_id on public.negotiations_event
deferrable initially deferred for each row when (new.part_of_id is not null)
execute function engine.refuse_circle('part_of_id');
create constraint trigger statement_is_in_no_circle_of_excerpts
after insert or update of part_of_id on public.negotiations_statement
deferrable initially deferred for each row when (new.part_of_id is not null)
execute function engine.refuse_circle('part_of_id');
create constraint trigger process_is_in_no_circle_of_parents
after insert or update of parent_id on public.negotiations_process
deferrable initially deferred for each row when (new.parent_id is not null)
execute function engine.refuse_circle('parent_id');
create constraint trigger issue_is_in_no_circle_of_parents
after insert or update of parent_id on public.negotiations_issue
deferrable initially deferred for each row when (new.parent_id is not null)
execute function engine.refuse_circle('parent_id');
create constraint trigger party_is_in_no_circle_of_parents
after insert or update of parent_id on public.negotiations_party
deferrable initially deferred for each row when (new.parent_id is not null)
execute function engine.refuse_circle('parent_id');
create constraint trigger source_is_in_no_circle_of_reprints
after insert or update of text_of_id on public.negotiations_source
deferrable initially deferred for each row when (new.text_of_id is not null)
execute function engine.refuse_circle('text_of_id');
