"""A release as catalogues read it: the graphs of DCAT and of schema.org say what the release is."""

import json

import pytest
from pyld import jsonld

from negotiations.exchange.describing import dcat, schema_org
from negotiations.exchange.releases import Release, ReleasedFile
from tests.api.reading_forms import Unreadable, read_linked_data

FOLDER = "https://parley.example/api/v1/releases/1.2.0/"
PAGE = "https://parley.example/data/1.2.0/"
DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
SPDX, XSD = "http://spdx.org/rdf/terms#", "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def release(settings, tmp_path):
    settings.DATA_HOME = tmp_path
    folder = tmp_path / "releases" / "1.2.0"
    folder.mkdir(parents=True)
    (folder / "events.csv").write_text("slug\n")
    (folder / "SHA256SUMS").write_text(f"{'ab' * 32}  events.csv\n")
    return Release(
        version="1.2.0",
        made_at="2026-11-23T10:00:00+00:00",
        seq=7,
        before="",
        counts=[],
        covers="1992-01-22/2020-01-10",
        countries=["KP", "SE"],
    )


def graph_of(release):
    """What the document says as triples, each address as it is where the release is served."""
    document = json.loads(json.dumps(dcat(release, release.files.values())))
    told = jsonld.to_rdf(document, {"base": f"{FOLDER}dcat.jsonld"})["@default"]
    return {
        (one["subject"]["value"], one["predicate"]["value"], one["object"]["value"]) for one in told
    }


def test_the_graph_of_dcat_says_what_the_release_is(release):
    graph = graph_of(release)
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert (FOLDER, kind, f"{DCAT}Dataset") in graph
    assert (FOLDER, f"{DCAT}version", "1.2.0") in graph
    assert (FOLDER, f"{DCT}issued", "2026-11-23") in graph
    assert (FOLDER, f"{DCT}license", "https://creativecommons.org/licenses/by/4.0/") in graph
    values = {(predicate, value) for _, predicate, value in graph}
    assert {(f"{DCAT}startDate", "1992-01-22"), (f"{DCAT}endDate", "2020-01-10")} <= values
    assert {value for name, value in values if name == f"{DCT}identifier"} == {"KP", "SE"}


def test_the_graph_of_dcat_says_where_each_file_is_and_what(release):
    graph = graph_of(release)
    files = {value: subject for subject, name, value in graph if name == f"{DCAT}downloadURL"}
    assert files.keys() == {f"{FOLDER}events.csv", f"{FOLDER}SHA256SUMS"}
    one = files[f"{FOLDER}events.csv"]
    assert (FOLDER, f"{DCAT}distribution", one) in graph
    assert (one, f"{DCAT}byteSize", "5") in graph
    media = "https://www.iana.org/assignments/media-types/text/csv"
    assert (one, f"{DCAT}mediaType", media) in graph
    (checksum,) = (value for it, name, value in graph if (it, name) == (one, f"{SPDX}checksum"))
    assert (checksum, f"{SPDX}checksumValue", "ab" * 32) in graph


def test_schema_org_knows_all_that_is_said(release):
    (node,) = read_linked_data(json.dumps(schema_org(release, PAGE, FOLDER)))
    schema = "http://schema.org/"
    assert (node["@id"], node["@type"]) == (PAGE, [f"{schema}Dataset"])
    assert node[f"{schema}version"] == [{"@value": "1.2.0"}]
    assert node[f"{schema}temporalCoverage"] == [{"@value": release.covers}]
    downloads = {one[f"{schema}contentUrl"][0]["@id"]: one for one in node[f"{schema}distribution"]}
    assert downloads.keys() == {f"{FOLDER}events.csv", f"{FOLDER}SHA256SUMS"}
    events = downloads[f"{FOLDER}events.csv"]
    assert events[f"{schema}sha256"] == [{"@value": "ab" * 32}]
    assert events[f"{schema}encodingFormat"] == [{"@value": "text/csv"}]


@pytest.mark.parametrize(
    "wrong",
    [{"colour": "red"}, {"version": {"@type": "Place"}}, {"contentUrl": "https://parley.example/"}],
)
def test_what_schema_org_does_not_know_is_noticed(release, wrong):
    """The control."""
    with pytest.raises(Unreadable):
        read_linked_data(json.dumps(schema_org(release, PAGE, FOLDER) | wrong))


def test_a_release_that_covers_no_days_names_none(release, tmp_path):
    bare = Release("1.2.0", release.made_at, 0, "", [])
    file = ReleasedFile(tmp_path / "releases" / "1.2.0" / "events.csv", "ab" * 32)
    assert "dct:temporal" not in dcat(bare, [file])
    assert "temporalCoverage" not in schema_org(bare, PAGE, FOLDER)
