"""Training kernels: laws that hold for any input, and refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steelyard.options.physics import training
from steelyard.options.physics.training import TrainingKind

positive = st.floats(1e-3, 1e6)


def test_lora_saves_a_third_and_full_kinds_agree():
    full = [
        training.training_flop(kind=kind, n_active_parameters=np.ones(3), n_tokens=np.ones(3))
        for kind in (
            TrainingKind.PRETRAINING,
            TrainingKind.CONTINUED_PRETRAINING,
            TrainingKind.FULL_FINE_TUNING,
        )
    ]
    lora = training.training_flop(
        kind=TrainingKind.LORA, n_active_parameters=np.ones(3), n_tokens=np.ones(3)
    )
    assert (np.array(full) == 6.0).all()
    np.testing.assert_allclose(lora, 4.0)


@given(positive, positive, st.floats(0.01, 1.0))
def test_implied_utilisation_inverts_accelerator_time(flop, peak, utilisation):
    time = training.accelerator_time(
        n_flop=np.array(flop), peak_flop_per_s=np.array(peak), utilisation=np.array(utilisation)
    )
    back = training.implied_utilisation(
        n_flop=np.array(flop), peak_flop_per_s=np.array(peak), accelerator_time=time
    )
    np.testing.assert_allclose(back, utilisation)


@given(
    st.floats(1.0, 1e9),
    st.floats(1.0, 1e4),
    st.floats(0.0, 0.3),
    st.floats(1e3, 1e9),
    st.floats(1.0, 1e4),
)
def test_the_accelerators_asked_for_finish_in_time(time, allowed, spares, between, lost):
    common = {
        "spare_share": np.array(spares),
        "time_between_stops": np.array(between),
        "time_lost_per_stop": np.array(lost),
    }
    needed = training.accelerators_for_wall_time(
        accelerator_time=np.array(time), wall_time=np.array(allowed), **common
    )
    if np.isinf(needed):
        assert time / allowed * lost >= between
        return
    took = training.wall_time(accelerator_time=np.array(time), n_reserved=needed, **common)
    assert took <= allowed * (1 + 1e-9)


def test_more_spares_never_speed_a_run_up():
    shares = np.linspace(0.0, 0.5, 6)
    took = training.wall_time(
        accelerator_time=np.full(6, 1e6),
        n_reserved=np.full(6, 100.0),
        spare_share=shares,
        time_between_stops=np.full(6, 1e7),
        time_lost_per_stop=np.full(6, 10.0),
    )
    assert (np.diff(took) >= 0).all()


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan])
def test_what_is_not_positive_is_refused(bad):
    with pytest.raises(ValueError, match="n_tokens"):
        training.training_flop(
            kind=TrainingKind.LORA, n_active_parameters=np.ones(1), n_tokens=np.array([bad])
        )
    with pytest.raises(ValueError, match="n_flop"):
        training.accelerator_time(
            n_flop=np.array(bad), peak_flop_per_s=np.ones(1), utilisation=np.ones(1)
        )
    with pytest.raises(ValueError, match="accelerator_time"):
        training.implied_utilisation(
            n_flop=np.ones(1), peak_flop_per_s=np.ones(1), accelerator_time=np.array(bad)
        )
    with pytest.raises(ValueError, match="run_to_steady_ratio"):
        training.run_level_utilisation(
            steady_state_utilisation=np.ones(1), run_to_steady_ratio=np.array(bad)
        )
    with pytest.raises(ValueError, match="n_parameters"):
        training.training_state_bytes(kind=TrainingKind.LORA, n_parameters=np.array(bad))


def test_a_programme_holds_its_final_run():
    with pytest.raises(ValueError, match="at least 1"):
        training.programme_time(
            accelerator_time=np.ones(1), programme_to_final_run_ratio=np.array([0.9])
        )


def test_a_run_needs_one_accelerator():
    with pytest.raises(ValueError, match="n_reserved"):
        training.wall_time(
            accelerator_time=np.ones(1),
            n_reserved=np.array([0.5]),
            spare_share=np.zeros(1),
            time_between_stops=np.ones(1),
            time_lost_per_stop=np.ones(1),
        )
