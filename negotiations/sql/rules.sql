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

-- How many published citations lean on a record. The update locks the record, so two writers queue.
create or replace function engine.count_citations() returns trigger
language plpgsql
as $$
declare
  kind text;
  rows_added constant text := 'select *, 1 as weight from added';
  rows_removed constant text := 'select *, -1 as weight from removed';
  changes text;
begin
  changes := case tg_op
    when 'INSERT' then rows_added
    when 'DELETE' then rows_removed
    else rows_added || ' union all ' || rows_removed
  end;
  foreach kind in array tg_argv loop
    execute format(
      'update public.negotiations_%1$s as target set citation_count = citation_count + change.weight
       from (select %1$s_id as id, sum(weight) as weight from (%2$s) as changes
             where %1$s_id is not null and status = ''published''
             group by %1$s_id having sum(weight) <> 0) as change
       where target.id = change.id', kind, changes);
  end loop;
  return null;
end
$$;

create trigger count_citations_added after insert on public.negotiations_citation
referencing new table as added for each statement
execute function engine.count_citations('event', 'statement', 'claim', 'offer', 'agreement');
create trigger count_citations_changed after update on public.negotiations_citation
referencing new table as added old table as removed for each statement
execute function engine.count_citations('event', 'statement', 'claim', 'offer', 'agreement');
create trigger count_citations_removed after delete on public.negotiations_citation
referencing old table as removed for each statement
execute function engine.count_citations('event', 'statement', 'claim', 'offer', 'agreement');

-- Whatever a writer sends as the count, only the trigger above sets it.
create or replace function engine.keep_citation_count() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    new.citation_count := 0;
  elsif pg_trigger_depth() = 1 then
    new.citation_count := old.citation_count;
  end if;
  return new;
end
$$;

create trigger keep_citation_count before insert or update on public.negotiations_event
for each row execute function engine.keep_citation_count();
create trigger keep_citation_count before insert or update on public.negotiations_statement
for each row execute function engine.keep_citation_count();
create trigger keep_citation_count before insert or update on public.negotiations_claim
for each row execute function engine.keep_citation_count();
create trigger keep_citation_count before insert or update on public.negotiations_offer
for each row execute function engine.keep_citation_count();
create trigger keep_citation_count before insert or update on public.negotiations_agreement
for each row execute function engine.keep_citation_count();

-- Asked at commit, of the record's own row alone.
create or replace function engine.published_record_is_cited() returns trigger
language plpgsql
as $$
declare
  uncited boolean;
begin
  execute format(
    'select status = ''published'' and citation_count = 0 from public.%I where id = $1',
    tg_table_name) into uncited using new.id;
  if uncited then
    perform engine.refuse(tg_name, tg_table_name,
      format('The published record %s has no published citation of its own.', new.slug));
  end if;
  return null;
end
$$;

create constraint trigger event_is_cited_once_published
after insert or update of status, citation_count on public.negotiations_event
deferrable initially deferred for each row
when (new.status = 'published' and new.citation_count = 0)
execute function engine.published_record_is_cited();
create constraint trigger statement_is_cited_once_published
after insert or update of status, citation_count on public.negotiations_statement
deferrable initially deferred for each row
when (new.status = 'published' and new.citation_count = 0)
execute function engine.published_record_is_cited();
create constraint trigger claim_is_cited_once_published
after insert or update of status, citation_count on public.negotiations_claim
deferrable initially deferred for each row
when (new.status = 'published' and new.citation_count = 0)
execute function engine.published_record_is_cited();
create constraint trigger offer_is_cited_once_published
after insert or update of status, citation_count on public.negotiations_offer
deferrable initially deferred for each row
when (new.status = 'published' and new.citation_count = 0)
execute function engine.published_record_is_cited();
create constraint trigger agreement_is_cited_once_published
after insert or update of status, citation_count on public.negotiations_agreement
deferrable initially deferred for each row
when (new.status = 'published' and new.citation_count = 0)
execute function engine.published_record_is_cited();

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
