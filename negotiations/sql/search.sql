-- What is searched for: the words of a text in two forms, and the same two forms of a question.
--   folded    without accents, apostrophes and case, whatever the language: names, and words as they stand
--   stemmed   by the rules of the text's language, where the database knows it: talks and talking are one word
-- A question is answered by either form. No extension is needed. Columns store the result (vectors.py), so each
-- function here is immutable, and whoever changes one has to write the columns anew.

-- The rules for words of a language by its tag; `simple` takes words as they stand.
create or replace function engine.language_rules(language text) returns regconfig
language sql immutable parallel safe
return case pg_catalog.lower(pg_catalog.split_part(language, '-', 1))
  when 'en' then 'pg_catalog.english'::regconfig
  when 'ar' then 'pg_catalog.arabic'::regconfig
  when 'da' then 'pg_catalog.danish'::regconfig
  when 'de' then 'pg_catalog.german'::regconfig
  when 'es' then 'pg_catalog.spanish'::regconfig
  when 'fi' then 'pg_catalog.finnish'::regconfig
  when 'fr' then 'pg_catalog.french'::regconfig
  when 'it' then 'pg_catalog.italian'::regconfig
  when 'nb' then 'pg_catalog.norwegian'::regconfig
  when 'nl' then 'pg_catalog.dutch'::regconfig
  when 'nn' then 'pg_catalog.norwegian'::regconfig
  when 'no' then 'pg_catalog.norwegian'::regconfig
  when 'pt' then 'pg_catalog.portuguese'::regconfig
  when 'ru' then 'pg_catalog.russian'::regconfig
  when 'sv' then 'pg_catalog.swedish'::regconfig
  when 'tr' then 'pg_catalog.turkish'::regconfig
  else 'pg_catalog.simple'::regconfig
end;

-- Without accents, character for character: what has no single base letter stays as it is.
create or replace function engine.without_accents(words text) returns text
language sql immutable parallel safe
return case when pg_catalog.octet_length(words) = pg_catalog.char_length(words) then words
  else pg_catalog.normalize(
    pg_catalog.regexp_replace(pg_catalog.normalize(words, 'NFD'), '[\u0300-\u036f]+', '', 'g'), 'NFC')
end;

-- Apostrophes go (P'yongyang, Ch’oe), hyphens part words (Yo-jong, Yo Jong), and each character of a script that is
-- written without spaces becomes a word, so that any run of them can be found.
create or replace function engine.folded(words text) returns text
language sql immutable parallel safe
return case when pg_catalog.octet_length(words) = pg_catalog.char_length(words)
  then pg_catalog.lower(pg_catalog.translate(words, '-/_''`', '   '))
  else pg_catalog.regexp_replace(
    pg_catalog.translate(
      pg_catalog.lower(engine.without_accents(words)),
      U&'-/_\2010\2011\2012\2013\2014\00B7\30FB\00F8\0142\0111\00F0\0131''`\2018\2019\02BC\02BB\02B9\00B4\2032',
      U&'          oldd\0069'),
    '([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])', ' \1 ', 'g')
end;

-- One entry to a line, so that a list and a line are written alike.
create or replace function engine.joined(entries text[]) returns text
language sql immutable parallel safe
return pg_catalog.array_to_string(entries, E'\n');

create or replace function engine.joined(entry text) returns text
language sql immutable parallel safe
return entry;

-- The words of a text in both forms. What stands beyond 60,000 characters is not indexed: a vector has its limits.
create or replace function engine.words(given text, rules regconfig) returns tsvector
language plpgsql immutable parallel safe
as $$
declare
  read constant text := pg_catalog.left(given, 60000);
  folded constant tsvector := pg_catalog.to_tsvector('pg_catalog.simple', engine.folded(read));
begin
  return case when rules = 'pg_catalog.simple'::regconfig then folded
    else folded || pg_catalog.to_tsvector(rules, read) end;
end
$$;

-- What a record is searched by: its names, what describes it, what qualifies it, and notes; and its words in the
-- language they were said in.
create or replace function engine.search_vector(
  names text, body text, detail text, note text, language text, original text, language_original text) returns tsvector
language plpgsql immutable parallel safe
as $$
declare
  rules constant regconfig := engine.language_rules(language);
  found tsvector := '';
begin
  if names <> '' then
    found := pg_catalog.setweight(engine.words(names, rules), 'A');
  end if;
  if body <> '' then
    found := found || pg_catalog.setweight(engine.words(body, rules), 'B');
  end if;
  if detail <> '' then
    found := found || pg_catalog.setweight(engine.words(detail, rules), 'C');
  end if;
  if original <> '' then
    found := found || pg_catalog.setweight(engine.words(original, engine.language_rules(language_original)), 'B');
  end if;
  if note <> '' then
    found := found || pg_catalog.setweight(engine.words(note, 'pg_catalog.english'::regconfig), 'D');
  end if;
  return found;
end
$$;

-- One word, or words in their order, in both forms. `beginning`: the last is also the beginning of longer words.
-- Empty for words so common that the language's rules pass over them.
create or replace function engine.sought(words text, rules regconfig, beginning boolean) returns tsquery
language plpgsql immutable parallel safe
as $$
declare
  folded tsquery := pg_catalog.phraseto_tsquery('pg_catalog.simple', engine.folded(words));
  stemmed constant tsquery := pg_catalog.phraseto_tsquery(rules, words);
begin
  if pg_catalog.numnode(stemmed) = 0 then
    return stemmed;
  end if;
  if beginning then
    folded := (folded::text || ':*')::tsquery;
  end if;
  return folded || stemmed;
end
$$;

-- A piece of a text around what was found, which stands between the characters U+0002 and U+0003: no text holds them.
create or replace function engine.marked(given text, query tsquery, rules regconfig) returns text
language plpgsql immutable parallel safe
as $$
declare
  options constant text := E'StartSel=\u0002, StopSel=\u0003, MaxWords=40, MinWords=20, ShortWord=0';
  read constant text := pg_catalog.translate(pg_catalog.left(given, 20000), E'\n', ' ');
  -- Nor are pieces in angle brackets left out, as they would be if they were markup.
  plain constant text := pg_catalog.translate(engine.without_accents(read), '<&', '  ');
  piece text;
  place integer;
  letter text;
  carried text := '';
begin
  if plain = read or pg_catalog.char_length(plain) <> pg_catalog.char_length(read) then
    return pg_catalog.ts_headline(rules, read, query, options);
  end if;
  -- The marks are carried over to the text as it is written.
  piece := pg_catalog.ts_headline(rules, plain, query, options);
  place := pg_catalog.strpos(plain, pg_catalog.translate(piece, E'\u0002\u0003', ''));
  foreach letter in array pg_catalog.string_to_array(piece, null) loop
    if letter not in (E'\u0002', E'\u0003') then
      letter := pg_catalog.substr(read, place, 1);
      place := place + 1;
    end if;
    carried := carried || letter;
  end loop;
  return carried;
end
$$;

-- What of a record shows that it was found: a piece of its texts, or of its note if only that holds what was sought.
create or replace function engine.passage(given text, note text, query tsquery, rules regconfig) returns text
language plpgsql immutable parallel safe
as $$
declare
  found constant text := engine.marked(given, query, rules);
  found_in_note text;
begin
  if note <> '' and pg_catalog.strpos(found, E'\u0002') = 0 then
    found_in_note := engine.marked(note, query, rules);
    if pg_catalog.strpos(found_in_note, E'\u0002') > 0 then
      return found_in_note;
    end if;
  end if;
  return found;
end
$$;
