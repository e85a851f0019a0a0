from steelyard.options.evidence.public import public_evidence


def test_a_books_scores_are_fitted_once(facts_of):
    facts = facts_of("2024-05-23")
    assert public_evidence(facts) is public_evidence(facts)


def test_later_scores_do_not_reach_an_earlier_study(facts_of):
    early, late = (public_evidence(facts_of(day)) for day in ("2024-05-23", "2026-11-21"))
    assert len(early.fit.models) < len(late.fit.models)
    assert early.languages.gap("llama-3.1-70b", "zh") is None


def test_abilities_order_as_everybody_expects(facts_of):
    facts = facts_of("2026-11-21")
    public, cards = public_evidence(facts), {card.id: card for card in facts.models}
    order = ["llama-2-7b", "llama-2-70b", "llama-3-70b", "gpt-4o", "gpt-5"]
    means = [public.of_card(cards[name]).mean for name in order]
    assert means == sorted(means)
