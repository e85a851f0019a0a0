"""Shipped instruments, and instruments of one's own."""

import io

import pytest
from ruamel.yaml import YAML
from tests.unit.instruments.small_instrument import small, small_body

from steelyard.errors import DomainError, FactError
from steelyard.instruments import instrument_ids, library, load_instrument, open_instrument
from steelyard.instruments.integrity import faults_of


def yaml_of(body):
    stream = io.StringIO()
    YAML(typ="safe", pure=True).dump(body, stream)
    return stream.getvalue()


@pytest.fixture
def own(tmp_path):
    def write(content, name="own.yaml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Put one file in the place of the shipped ones."""

    def ship(content):
        (tmp_path / "broken.yaml").write_text(content, encoding="utf-8")
        monkeypatch.setattr(library, "_folder", lambda: tmp_path)
        return "broken"

    yield ship
    load_instrument.cache_clear()


def test_instruments_are_shipped_sorted_and_read_once():
    ids = instrument_ids()
    assert list(ids) == sorted(ids)
    assert {"ca-aia", "eu-csf", "lifecycle"} <= set(ids)
    assert load_instrument("eu-csf") is load_instrument("eu-csf")
    assert open_instrument("eu-csf") is load_instrument("eu-csf")


@pytest.mark.parametrize("name", instrument_ids())
def test_a_shipped_instrument_bears_the_name_of_its_file_and_is_sound(name):
    instrument = load_instrument(name)
    assert instrument.id == name
    assert faults_of(instrument) == ()


@pytest.mark.parametrize("name", ["atlantis", "", "../data/eu-csf"])
def test_an_unknown_instrument_names_those_there_are(name):
    with pytest.raises(DomainError, match=rf"eu-csf, .*found '{name}'. Choose one"):
        open_instrument(name)


@pytest.mark.parametrize("name", ["own.yaml", "own.yml"])
def test_an_instrument_of_ones_own_is_opened_by_its_path(own, name):
    assert open_instrument(own(yaml_of(small_body()), name)) == small()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "expected YAML in UTF-8, found none"),
        (b"a: [", "expected YAML in UTF-8, found none"),
        (b"a: 1\na: 2\n", "expected YAML in UTF-8, found none"),
        (b"", "id: Field required. See docs/method/instruments.md."),
        (b"- a list\n", "id: Field required."),
        (b"just words", "id: Field required."),
    ],
)
def test_a_file_that_is_no_instrument_is_refused(own, content, words):
    path = own(content)
    with pytest.raises(DomainError) as caught:
        open_instrument(path)
    assert path in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"questions": {"a": 1}},
        {"questions": ["a"]},
        {"questions": 3},
        {"scales": []},
        {"scales": {"grade": [{"id": "low"}, {"id": "mid"}]}},
        {"scales": {"grade": 3}},
    ],
)
def test_parts_of_another_shape_are_refused_and_do_not_fail(own, changes):
    with pytest.raises(DomainError):
        open_instrument(own(yaml_of(small_body(**changes))))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DomainError, match="expected a file that can be read, found No such file"):
        open_instrument(str(tmp_path / "absent.yaml"))


def test_every_fault_of_ones_own_instrument_is_named(own):
    path = own(yaml_of(small_body(main_result="nobody", edition="")))
    with pytest.raises(DomainError, match=r"own\.yaml: edition: String should have at least 1"):
        open_instrument(path)
    path = own(yaml_of(small_body(main_result="nobody")))
    with pytest.raises(DomainError, match=r"own\.yaml: no result nobody. Correct it\."):
        open_instrument(path)


def test_a_message_of_our_own_comes_without_the_words_of_the_library(own):
    body = small_body()
    body["questions"][0]["number"] = body["questions"][4]["number"]
    with pytest.raises(DomainError) as caught:
        open_instrument(own(yaml_of(body)))
    assert "questions.0: question scope: expected one of scale, choices and number." in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "instrument broken: "),
        (small_body(main_result="nobody"), "instrument broken: no result nobody"),
    ],
)
def test_a_shipped_file_that_is_wrong_is_a_fact_error(shipped, body, words):
    with pytest.raises(FactError, match=words):
        load_instrument(shipped(yaml_of(body)))
