from __future__ import annotations

import dataclasses

from steelyard.report.horizon.alone_words import alone_rows, same_way


def with_starts(things, starts):
    plan = dataclasses.replace(things.section.plan, starts=tuple(starts))
    return dataclasses.replace(things, section=dataclasses.replace(things.section, plan=plan))


def test_each_way_of_differing_has_its_sentence(said):
    rows = {row.use_case: row for row in alone_rows(said)}
    starts = said.section.plan.starts
    assert len(rows) == 7
    built = rows[starts[1].use_case].sentence
    assert built.startswith("Alone it would buy a service. In the plan it is better to build")
    assert "It shares platform team, machines that run a model with" in built
    assert built.endswith("and so pays CNY 5.4 million instead of CNY 8.3 million.")
    assert ", and from 2028 open model" in rows[starts[0].use_case].sentence
    assert "In the plan today's service stays" in rows[starts[2].use_case].sentence
    assert "“Large-volume tariff” is paid together" in rows[starts[3].use_case].sentence
    assert "as a new service would not pay" in rows[starts[6].use_case].sentence
    assert "Sharing does not decide here" in rows[starts[7].use_case].sentence


def test_where_nothing_is_scarce_no_limit_is_blamed(said):
    plan = dataclasses.replace(said.section.plan, shadows=())
    free = dataclasses.replace(said, section=dataclasses.replace(said.section, plan=plan))
    assert "would add nothing" in alone_rows(free)[2].sentence


def test_costs_stand_beside_or_a_dash(said):
    rows = {row.use_case: row for row in alone_rows(said)}
    starts = said.section.plan.starts
    assert rows[starts[1].use_case].cost_together == "CNY 5.4 million"
    assert rows[starts[2].use_case].cost_alone == "–"
    unknown = dataclasses.replace(starts[1], cost_alone=None)
    (row,) = alone_rows(with_starts(said, [unknown]))
    assert "pays" not in row.sentence


def test_those_that_do_not_differ_are_counted(said):
    starts = said.section.plan.starts
    assert same_way(said) == "The other 2 use cases take the same way as alone."
    assert same_way(with_starts(said, [starts[4], starts[1]])).startswith("One other use case")
    assert same_way(with_starts(said, starts[4:6])).startswith("All 2 use cases")
    assert same_way(with_starts(said, starts[1:3])) == "No use case takes the same way as alone."
    other = dataclasses.replace(starts[4], alone=starts[8].option + "-other")
    assert "Another service of the same kind: " in same_way(with_starts(said, [other, starts[1]]))
