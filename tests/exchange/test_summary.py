"""What the summary of a package counts: each definition, and what falls just short of it."""

import pytest
from django.core.management import CommandError, call_command

from negotiations.choices import Standing
from negotiations.exchange.findings import PackageError
from negotiations.exchange.summary import (
    END,
    START,
    Support,
    put_between_markers,
    read,
    share,
    standings,
    summary,
)
from negotiations.models import Point
from negotiations.reports.points import points_with_claims

from .packages import SOUND, write, zipped

SOURCES = (
    "slug,title,kind,publisher,publisher_party,carrier,text_of\n"
    "afp,A report,news,AFP,,publisher,\n"
    "kyodo,A report,news,Kyodo,,publisher,\n"
    "kyodo-two,Another report,news,Kyodo (via a portal),,syndicated,\n"
    "paper,A reprint,news,The Morning Paper,,publisher,afp\n"
    "mirror,A copy of the reprint,news,A mirror,,unofficial_copy,paper\n"
    "unseen,A book,memoir,A house,,not_seen,\n"
    "book,A book,memoir,Another house,,publisher,\n"
    "ministry,A statement,official_statement,Foreign Ministry,dprk,publisher,\n"
    "agency,A notice,news,State Agency,dprk,publisher,\n"
    "nameless,A page,news,,,publisher,\n"
)
DEFAULT = {"sources": SOURCES, "events": "slug,title\ntalks,Talks\n"}


def citations(*rows):
    return "source,target,field,stance,locator\n" + "".join(f"{row}\n" for row in rows)


@pytest.fixture
def support(tmp_path):
    """The support in a package of the sources above, the given tables and citations."""

    def made(*rows, **tables):
        content = {**DEFAULT, **tables, "citations": citations(*rows)}
        return Support(read(write(tmp_path / "package", content)))

    return made


def of_talks(*sources):
    return [f"{source},event:talks,,supports,p1" for source in sources]


def test_two_publishers_are_two_independent_sources(support):
    assert support(*of_talks("afp", "kyodo")).is_independent("event:talks")


@pytest.mark.parametrize(
    "sources",
    [
        ["afp"],
        ["afp", "afp"],
        ["kyodo", "kyodo-two"],
        ["afp", "paper"],
        ["afp", "mirror"],
        ["paper", "mirror"],
        ["afp", "unseen"],
        ["ministry", "agency"],
        ["afp", "nameless"],
    ],
    ids=["one", "twice", "publisher", "reprint", "root", "siblings", "unseen", "party", "nameless"],
)
def test_two_sources_that_are_not_independent_are_not_counted(support, sources):
    assert not support(*of_talks(*sources)).is_independent("event:talks")


def test_any_independent_two_among_more_are_enough(support):
    assert support(*of_talks("afp", "paper", "unseen", "kyodo")).is_independent("event:talks")


@pytest.mark.parametrize(
    "row",
    [
        "kyodo,event:talks,,contradicts,p1",
        "kyodo,event:talks,,mentions,p1",
        "kyodo,event:talks,date,supports,p1",
        "kyodo,event:others,,supports,p1",
    ],
)
def test_only_what_supports_the_whole_record_counts(support, row):
    assert not support(*of_talks("afp"), row).is_independent("event:talks")


def test_a_citation_without_a_stance_supports(support):
    assert support(*of_talks("afp"), "kyodo,event:talks,,,").is_independent("event:talks")


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("The Dong-A Ilbo", "Dong-A Ilbo", True),
        ("U.S. Department of State", "US Department of State", True),
        ("AP", "Associated Press (via a paper)", True),
        ("AFP/Reuters", "Reuters", True),
        ("Arab News (Associated Press)", "Associated Press", True),
        ("Acronym Institute, report 35", "Acronym Institute", True),
        ("KCNA (via a mirror)", "State Department (via a mirror)", False),
        ("Washington Times", "World Tribune", False),
        ("Kyodo", "Yonhap", False),
    ],
)
def test_publishers_are_known_by_their_names(support, one, two, same):
    sources = f'slug,title,publisher\none,One,"{one}"\ntwo,Two,"{two}"\n'
    held = support(*of_talks("one", "two"), sources=sources)
    assert held.is_independent("event:talks") is not same


def test_reprints_in_a_circle_are_one_text(support):
    sources = (
        "slug,title,publisher,text_of\none,One,A,two\ntwo,Two,B,three\nthree,Three,C,two\n"
        "four,Four,D,\n"
    )
    held = support(*of_talks("one", "three"), sources=sources)
    assert not held.is_independent("event:talks")
    assert held.root("one") == held.root("three") != held.root("four")


def test_an_official_statement_is_primary_text(support):
    assert support(*of_talks("afp", "ministry")).is_primary("event:talks")


@pytest.mark.parametrize("source", ["afp", "book", "agency"])
def test_a_report_and_a_memoir_are_no_primary_text(support, source):
    assert not support(*of_talks(source)).is_primary("event:talks")


def test_primary_text_that_contradicts_bears_nothing_out(support):
    held = support(*of_talks("afp"), "ministry,event:talks,,contradicts,p1")
    assert not held.is_primary("event:talks")


LEANING = {
    "offers": "slug,title\npackage,A package\n",
    "terms": "slug,offer,action\npackage--t1,package,Stop\n",
    "responses": "slug,offer,kind\nre-package,package,rejects\n",
    "agreements": "slug,title\nframe,A frame\n",
    "commitments": "slug,agreement,action\nframe--c1,frame,Freeze\n",
    "fulfilments": "slug,target,level\nfu-c,commitment:frame--c1,2\nfu-t,term:package--t1,2\n",
}
BOTH = [
    f"{source},{parent},,supports,p1"
    for source in ("afp", "ministry")
    for parent in ("offer:package", "agreement:frame")
]
LEANERS = [
    "term:package--t1",
    "response:re-package",
    "commitment:frame--c1",
    "fulfilment:fu-c",
    "fulfilment:fu-t",
]


@pytest.mark.parametrize("record", LEANERS)
def test_what_has_no_citation_leans_on_its_parent(support, record):
    held = support(*BOTH, **LEANING)
    assert held.is_independent(record)
    assert held.is_primary(record)


@pytest.mark.parametrize("record", LEANERS)
@pytest.mark.parametrize("stance", ["supports", "contradicts"])
def test_what_has_a_citation_of_its_own_does_not_lean(support, record, stance):
    held = support(*BOTH, f"kyodo,{record},,{stance},p1", **LEANING)
    assert not held.is_independent(record)
    assert not held.is_primary(record)


def test_a_claim_does_not_lean_on_its_point(support):
    held = support(
        "afp,point:how-long,,supports,p1",
        points="slug,target,question\nhow-long,event:talks,How long?\n",
        claims="slug,point,holder\nhow-long--p1,how-long,party:dprk\n",
    )
    assert held.of("claim:how-long--p1") == []


PARTIES = "slug,name,parent\nus,US,\nstate,State,us\ndprk,DPRK,\nmfa,MFA,dprk\n"
POINTS = (
    "slug,target,question,answer_type,answers\n"
    "how,event:talks,How did they end?,choice,good=Well;bad=Badly\n"
)


#: First well, and later, by the day of the statement behind the claim, badly.
SHIFTED = ["party:us,good,asserts,,1999,", "party:us,bad,asserts,st,,"]


def standing(tmp_path, *claims, **tables):
    rows = "slug,point,holder,answer,stance,statement,date,on_record\n"
    rows += "".join(f"how--p{place},how,{claim}\n" for place, claim in enumerate(claims))
    package = {"parties": PARTIES, "points": POINTS, **tables, "claims": rows}
    return standings(read(write(tmp_path / "package", package)))["how"]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (["party:state,good,asserts,,,", "party:mfa,bad,asserts,,,"], Standing.CONTRADICTED),
        (["party:state,good,asserts,,,", "party:mfa,bad,denies,,,"], Standing.AGREED),
        (["party:state,good,asserts,,,", "party:mfa,good;bad,asserts,,,"], Standing.COMPATIBLE),
        (["party:state,good,asserts,,,", "party:us,bad,asserts,,,"], Standing.ONE_SIDE),
        (["source:afp,good,asserts,,,", "party:mfa,bad,silent,,,"], Standing.OPEN),
        (["party:us;person:x,good,asserts,,,", "person:y,bad,asserts,,,"], Standing.CONTRADICTED),
        (["agreement:frame,good,asserts,,,"], Standing.AGREED),
        (["agreement:frame,good,asserts,,2001,", *SHIFTED], Standing.AGREED),
        (["party:mfa,good,asserts,,1999,", *SHIFTED], Standing.CONTRADICTED),
    ],
)
def test_standings_are_derived_from_the_rows(tmp_path, claims, expected):
    more = {
        "agreements": "slug,title,parties\nframe,A frame,dprk;state\n",
        "statements": "slug,party,text,date\nst,us,Badly.,2000-10\n",
    }
    assert standing(tmp_path, *claims, **more) == expected


@pytest.mark.slow
def test_the_standings_of_the_real_data_are_those_the_database_gives(us_dprk, db):
    reports = points_with_claims(Point.objects.all())
    assert standings(read(us_dprk)) == {report.point.slug: report.standing for report in reports}


def test_withdrawn_rows_count_nowhere(tmp_path):
    tables = {"events": "slug,status,title\ntalks,published,Talks\nold,withdrawn,Old talks\n"}
    assert "| events | 1 | 0 | 0 | 0 | 0 | 1 |" in summary(write(tmp_path / "package", tables))


def test_the_tables_say_what_a_package_holds(tmp_path):
    tables = {
        "sources": SOURCES,
        "events": "slug,title,certainty\ntalks,Talks,confirmed\nvisit,A visit,\n",
        "citations": citations(*of_talks("afp", "ministry"), "kyodo,event:visit,,supports,"),
    }
    text = summary(write(tmp_path / "package", tables))
    for line in (
        "| events | 2 | 1 | 0 | 0 | 0 | 1 |",
        "| events | 2 | 1 | 50 % | 1 | 50 % |",
        "| offers | 0 | 0 | – | 0 | – |",
        "| kind | `news` | 7 | 70 % |",
        "| carrier | `unofficial_copy` | 1 | 10 % |",
        "| language | not known | 10 | 100 % |",
        "Citations that say where in the source: 2 of 3 (67 %).",
    ):
        assert line in text.splitlines()


def test_every_definition_stands_beside_the_figures(tmp_path):
    text = summary(write(tmp_path / "package", SOUND))
    for words in ("*Two independent sources*:", "*Primary text*:", "lean on", "a memoir is none"):
        assert words in text


def test_a_folder_and_its_zip_have_one_summary(tmp_path):
    folder = write(tmp_path / "package", SOUND)
    assert summary(zipped(folder, tmp_path / "package.zip")) == summary(folder)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 0, "–"), (0, 9, "0 %"), (1, 900, "under 1 %"), (899, 900, "over 99 %"), (9, 9, "100 %")],
)
def test_shares_do_not_round_something_to_nothing_or_all(part, whole, expected):
    assert share(part, whole) == expected


@pytest.mark.parametrize(
    "tables", [{"events": b"slug,title\ntalks,\xff\n"}, {"evnts": "slug\ntalks\n"}, {}]
)
def test_what_cannot_be_read_is_no_summary(tmp_path, tables):
    with pytest.raises(PackageError):
        summary(write(tmp_path / "package", tables))


def test_the_tables_take_the_place_between_the_markers():
    page = f"Before.\n\n{START}\nold\n{END}\n\nAfter.\n"
    assert put_between_markers(page, "new") == f"Before.\n\n{START}\nnew\n{END}\n\nAfter.\n"


@pytest.mark.parametrize("page", ["", START, END, f"{END}{START}", f"{START}{START}{END}"])
def test_a_page_without_both_markers_in_order_is_left_alone(tmp_path, page):
    package = write(tmp_path / "package", SOUND)
    (tmp_path / "page.md").write_text(page)
    with pytest.raises(CommandError, match="once each"):
        call_command("summarise_package", package, into=tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text() == page


def test_the_command_prints_or_writes_the_same(tmp_path, capsys):
    package = write(tmp_path / "package", SOUND)
    page = tmp_path / "page.md"
    page.write_text(f"{START}\n{END}\n")
    call_command("summarise_package", package)
    assert capsys.readouterr().out == summary(package) + "\n"
    call_command("summarise_package", package, into=page)
    assert page.read_text(encoding="utf-8") == f"{START}\n{summary(package)}\n{END}\n"
