"""What a reader must be able to believe of every shipped fact."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.errors import FactError
from steelyard.facts import FactBook, load_facts
from steelyard.facts.cards import Weights
from steelyard.facts.checks import check_facts
from steelyard.facts.reference import render_reference
from steelyard.facts.schema import Pedigree
from steelyard.facts.tables import FactTables
from steelyard.uncertainty.statements import Family

if TYPE_CHECKING:
    from pathlib import Path

EDITION_DAY = date(2026, 11, 21)
GUANGXI_DAY = date(2024, 5, 23)
SINGAPORE_DAYS = (date(2023, 12, 4), date(2024, 7, 1))
EXPORT_WORDS = {"obtainable", "licence", "case_by_case", "barred"}


@pytest.fixture(scope="module")
def tables() -> FactTables:
    return FactTables()


@pytest.fixture(scope="module")
def today(tables: FactTables) -> FactBook:
    return FactBook(tables, EDITION_DAY)


@pytest.fixture(scope="module")
def guangxi(tables: FactTables) -> FactBook:
    return FactBook(tables, GUANGXI_DAY)


def test_nothing_is_wrong_with_the_shipped_facts(tables: FactTables) -> None:
    assert [str(problem) for problem in check_facts(tables, on=EDITION_DAY)] == []


def test_an_overdue_review_is_reported(tables: FactTables) -> None:
    late = check_facts(tables, on=date(2035, 1, 1))
    assert len(late) > 500
    assert all("a review by" in problem.expected for problem in late)


def test_the_reference_page_is_up_to_date(root: Path, today: FactBook) -> None:
    page = (root / "docs" / "reference" / "facts.md").read_text(encoding="utf-8")
    assert page == render_reference(today), "regenerate docs/reference/facts.md"


def test_no_file_names_a_place_of_a_machine(tables: FactTables) -> None:
    for name in (*tables.csv_names(), "sources.yaml", "aliases.yaml", "offers.yaml"):
        text = tables.root.joinpath(name).read_text(encoding="utf-8")
        assert not re.search(r"/(work|tmp)/", text)


def test_every_judgement_of_ours_says_what_it_rests_on(tables: FactTables) -> None:
    for row in tables.rows:
        if row.pedigree is Pedigree.EXPERT_JUDGEMENT:
            assert row.note, row.id
            assert row.family is not Family.POINT, row.id


def test_no_value_was_known_long_before_it_held(tables: FactTables) -> None:
    for row in (*tables.rows, *tables.status_rows):
        assert (row.valid_from - row.known_from).days <= 1200, row.id


def test_money_has_a_price_year_where_it_is_a_price(tables: FactTables) -> None:
    prices = {"purchase-price", "rent-price", "staff-cost", "electricity-price"}
    for row in tables.rows:
        assert row.parameter not in prices or row.price_year is not None, row.id


def test_every_accelerator_has_memory_and_bandwidth(today: FactBook) -> None:
    for name in today.hardware:
        assert today.value(name, "memory-bandwidth").in_unit("GB/s").p50 > 100
        assert today.find(name, "dense-flops-16bit") or today.find(name, "dense-flops-8bit"), name


def test_export_statuses_use_four_words_and_name_their_destination(tables: FactTables) -> None:
    for row in tables.status_rows:
        if row.parameter.startswith(("export-to-", "import-to-")):
            assert row.value in EXPORT_WORDS, row.id
            assert row.parameter.endswith(row.place), row.id


@pytest.mark.parametrize(
    ("hardware", "day", "status"),
    [
        ("A100", date(2022, 9, 1), "barred"),
        ("H100", date(2024, 5, 23), "barred"),
        ("A800", date(2023, 10, 16), "obtainable"),
        ("A800", date(2024, 5, 23), "barred"),
        ("H800", date(2023, 10, 18), "barred"),
        ("L40S", date(2024, 5, 23), "barred"),
        ("RTX-4090", date(2024, 5, 23), "barred"),
        ("H20", date(2024, 5, 23), "obtainable"),
        ("H20", date(2025, 5, 1), "licence"),
        ("H20", date(2025, 8, 1), "licence"),
        ("H20", date(2026, 1, 15), "case_by_case"),
        ("H200", date(2026, 1, 14), "barred"),
        ("H200", date(2026, 1, 15), "case_by_case"),
        ("B200", EDITION_DAY, "barred"),
        ("Ascend-910B", date(2024, 5, 23), "obtainable"),
    ],
)
def test_what_could_be_had_in_china(
    tables: FactTables, hardware: str, day: date, status: str
) -> None:
    book = FactBook(tables, day)
    assert book.status(hardware, "export-to-CN", places=("CN",)).value == status


def test_chinese_customs_bar_what_the_other_side_reviews(today: FactBook) -> None:
    assert today.status("H200", "import-to-CN", places=("CN",)).value == "barred"


def test_a_destination_without_a_source_is_unknown(guangxi: FactBook) -> None:
    assert guangxi.find_status("H100", "export-to-KR", places=("KR",)) is None


def test_the_guangxi_replay_has_what_it_needs(guangxi: FactBook) -> None:
    places = ("CN", "WLD")
    for entity, parameter in (
        ("H20", "purchase-price"),
        ("Ascend-910B", "purchase-price"),
        ("ml_engineer", "staff-cost"),
        ("procurement_officer", "staff-cost"),
        ("electricity", "electricity-price"),
        ("grid", "carbon-intensity"),
        ("world", "pue"),
        ("colocation", "colocation-rent"),
        ("CNY", "exchange-rate"),
        ("public-appraisal", "discount-rate"),
    ):
        assert guangxi.find(entity, parameter, places=places), (entity, parameter)
    assert {"qwen1.5-72b", "deepseek-v2", "ernie-4.0"} <= {card.id for card in guangxi.models}
    assert guangxi.find("H20", "rent-price", places=places) is None


def test_a_replay_does_not_know_what_came_after(guangxi: FactBook) -> None:
    with pytest.raises(FactError, match="released 2025-01-20"):
        guangxi.model("deepseek-r1")
    price = guangxi.api_price("gpt-4o")
    assert price is not None
    assert (price.input_per_mtoken, price.output_per_mtoken) == (5.0, 15.0)


def test_the_price_war_of_may_2024_is_seen_on_its_day(tables: FactTables) -> None:
    before, after = FactBook(tables, date(2024, 5, 5)), FactBook(tables, date(2024, 5, 6))
    assert before.api_price("deepseek-v2") is None
    price = after.api_price("deepseek-v2")
    assert price is not None
    assert (price.input_per_mtoken, price.output_per_mtoken, price.currency) == (1.0, 2.0, "CNY")


@pytest.mark.parametrize("day", SINGAPORE_DAYS)
def test_the_singapore_replays_have_pay_power_and_grid(tables: FactTables, day: date) -> None:
    book = FactBook(tables, day)
    for entity, parameter in (
        ("ml_engineer", "staff-cost"),
        ("electricity", "electricity-price"),
        ("grid", "carbon-intensity"),
        ("SGD", "exchange-rate"),
    ):
        assert book.find(entity, parameter, places=("SG", "WLD")), (entity, parameter)


def test_closed_models_have_no_architecture(tables: FactTables) -> None:
    for card in tables.models:
        if card.weights is Weights.CLOSED:
            assert card.params_total_b is None, card.id
            assert card.layers is None, card.id


def test_cache_of_latent_attention_is_given_not_derived(today: FactBook) -> None:
    card = today.model("deepseek-r1")
    assert card.kv_heads is None
    assert card.kv_bytes_per_token_16bit == 61 * (512 + 64) * 2


def test_prices_of_today_come_from_the_package(today: FactBook) -> None:
    price = today.api_price("claude-sonnet-4.5")
    assert price is not None
    assert price.origin.startswith("genai-prices ")


def test_ranks_are_lower_is_better(tables: FactTables) -> None:
    for row in tables.scores:
        assert row.higher_is_better is ("rank" not in row.benchmark), row.id


def test_only_runs_with_hours_are_scored(tables: FactTables) -> None:
    scored = [run for run in tables.training_runs if run.backtest_tier in {"A", "B"}]
    assert len(scored) == 70
    for run in scored:
        assert run.accelerator_hours, run.id
        assert run.tokens_b, run.id
        assert run.peak_tflops, run.id


def test_measurements_kept_may_be_copied(tables: FactTables) -> None:
    licences = {tables.sources[row.source].licence for row in tables.serving_measurements}
    assert licences <= {"Apache-2.0", "facts only"}
    cited = [
        row
        for row in tables.serving_measurements
        if tables.sources[row.source].licence == "facts only"
    ]
    assert len(cited) < 10


def test_reading_again_gives_the_same(today: FactBook) -> None:
    again = load_facts(today.edition, as_of=EDITION_DAY)
    assert again.tables.rows == today.tables.rows
    assert again.models == today.models


def test_cases_say_which_level_of_government_decided(tables: FactTables) -> None:
    tiers = {case.id: case.tier for case in tables.national_cases}
    assert tiers["cn-guangdong"] == "regional"
    assert tiers["cn-shanghai"] == "county"
    assert tiers["cn-deepseek-gov"] == "prefecture"
    assert tiers["ch-apertus"] == "national"
    told = [case for case in tables.national_cases if "case-gxxxzx-gxzf-gov-cn" in case.sources]
    assert all("by the statement of" in case.outcome for case in told)
