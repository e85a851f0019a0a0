from __future__ import annotations

import dataclasses

from steelyard.report.horizon.shared_words import shared_rows


def test_each_thing_says_whose_it_is_what_it_costs_and_who_uses_it(said):
    rows = {row.name: row for row in shared_rows(said)}
    cluster = rows["Machines that run a model (qwen1.5-72b, H20-96GB, own machine room, bought)"]
    assert cluster.nodes == (
        "2026: machines for 1 more of the model; 2028: machines for 2 more of the model; "
        "2027: 1 more on machines in place; 8 accelerators each"
    )
    assert cluster.whose == "own"
    assert cluster.part == "CNY 3 million each"
    assert rows["National document service"].whose == "joined: offered by the national centre"
    assert rows["Large-volume tariff"].whose == "volume tier, signed together"
    assert rows["Large-volume tariff"].part == ""
    assert rows["Courses for platform engineers"].users == "the whole plan"
    assert rows["Platform team"].nodes == ""
    assert rows["Platform team"].ready == "2026"


def test_the_dearest_stands_first(things):
    assert shared_rows(things)[0].ready == "2026"
    assert len(shared_rows(things)) == len(things.section.plan.builds)


def test_an_offer_that_is_not_told_apart_comes_from_the_level_above(said, section):
    unnamed = dataclasses.replace(said, section=dataclasses.replace(section, offers={}))
    found = [row.whose for row in shared_rows(unnamed)]
    assert "joined: offered by the level above" in found


def test_a_cluster_to_which_nothing_is_added_says_nothing_of_it(said, section):
    builds = tuple(
        dataclasses.replace(build, nodes_bought={}, nodes_in_place={})
        for build in section.plan.builds
    )
    plan = dataclasses.replace(section.plan, builds=builds)
    bare = dataclasses.replace(said, section=dataclasses.replace(section, plan=plan))
    assert all(row.nodes == "" for row in shared_rows(bare))
