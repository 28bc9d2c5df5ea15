"""Small packages: tables as texts, and one of every kind that is without fault."""

import zipfile

from django.db import connection

from negotiations.models import KINDS, Changeset

#: One published record of each kind, as few columns as it needs.
SOUND = {
    "places": "slug,name\nstockholm,Stockholm\n",
    "parties": "slug,name\nus,United States\ndprk,North Korea\n",
    "people": "slug,name\nkim-myong-gil,Kim Myong Gil\n",
    "tenures": "slug,person,party,title\nkim-chief,kim-myong-gil,dprk,Chief negotiator\n",
    "sources": "slug,title\nwpr,An article\n",
    "issues": "slug,label\nsanctions,Sanctions\n",
    "processes": "slug,title\nsummitry,Summit diplomacy\n",
    "memberships": "party,process,role\nus,summitry,side\n",
    "events": "slug,title,date\ntalks,Talks,2019-10-05\nreturn,A return,2019-10\n",
    "event_links": "from_event,to_event,kind\nreturn,talks,resumes\n",
    "participations": "event,party,person,role\ntalks,dprk,kim-myong-gil,head_of_delegation\n",
    "offers": "slug,title,proposers,recipients\npackage,A package,us,dprk\n",
    "terms": "slug,offer,action\npackage--t1,package,Suspend sanctions\n",
    "statements": "slug,party,text\nst-kim,dprk,The talks broke down.\n",
    "responses": "slug,offer,party,kind\nre-package,package,dprk,rejects\n",
    "agreements": "slug,title\nframework,A framework\n",
    "commitments": "slug,agreement,action\nframework--c1,framework,Freeze reactors\n",
    "fulfilments": "slug,target,level\nfu-freeze,commitment:framework--c1,2\n",
    "points": "slug,target,question\nhow-long,event:talks,How long did they talk?\n",
    "claims": "slug,point,holder,answer\nhow-long--p1,how-long,party:dprk,8.5\n",
    "citations": "source,target\n"
    + "".join(
        f"wpr,{target}\n"
        for target in (
            "event:talks",
            "event:return",
            "offer:package",
            "statement:st-kim",
            "agreement:framework",
            "claim:how-long--p1",
        )
    ),
}


def write(folder, tables):
    """The tables (text or bytes) as files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tables.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def zipped(folder, path, prefix=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, prefix + file.name)
    return path


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def lines_of(outcome):
    return [str(finding) for finding in outcome.findings]


def places_of(outcome):
    """Where the findings are, without their reasons."""
    return [(found.file, found.row, found.column) for found in outcome.findings]


def counts(outcome):
    return {share.sheet: (share.new, share.changed, share.unchanged) for share in outcome.plan}


def everything():
    """All records and lists with their ids and versions, and all changesets: what may not move."""
    tables = [model._meta.db_table for model in [*KINDS, Changeset]]
    tables += [
        field.remote_field.through._meta.db_table
        for model in KINDS
        for field in model._meta.many_to_many
    ]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(
                f"select md5(coalesce(string_agg(x::text, '|' order by id), '')) from {table} x"
            )
            found[table] = cursor.fetchone()[0]
        return found
