import numpy as np
import pytest

from steelyard.options.physics.queueing import (
    accelerators_for_service,
    peak_tokens_per_second,
    utilisation_ceiling,
    waiting_probability,
)

EVEN = np.full(168, 1 / 168)


def test_an_even_week_peaks_at_its_mean():
    rate = peak_tokens_per_second(tokens_per_week=604_800.0, hour_of_week_shares=EVEN)
    assert rate == pytest.approx(1.0)


@pytest.mark.parametrize("shares", [np.ones(168), EVEN[:24] * 7, np.append(EVEN[:-2], [1, -1])])
def test_shares_that_are_no_week_are_refused(shares):
    with pytest.raises(ValueError, match="shares"):
        peak_tokens_per_second(tokens_per_week=1.0, hour_of_week_shares=shares)


def test_more_places_wait_less():
    waits = waiting_probability(n_servers=np.array([1, 10, 100]), utilisation=0.8)
    assert (np.diff(waits) < 0).all()


def test_more_places_may_be_busier():
    busy = utilisation_ceiling(n_servers=np.array([1, 8, 64]), service_time=10.0, longest_wait=1.0)
    assert (np.diff(busy) > 0).all()
    assert busy[0] == pytest.approx(1 / 11)


def test_steady_answers_allow_more_than_random_ones():
    asked = {"n_servers": 4, "service_time": 10.0, "longest_wait": 1.0}
    assert utilisation_ceiling(**asked, variability=0.5) > utilisation_ceiling(**asked)


def test_a_replica_larger_than_a_server_takes_whole_servers():
    size = accelerators_for_service(
        peak_rate=100.0,
        mean_rate=50.0,
        replica_rate=1000.0,
        replica_accelerators=8,
        utilisation_ceiling=0.7,
        node_accelerators=4,
    )
    assert size.n_replicas == 2
    assert size.n_nodes == 4
    assert size.n_accelerators_installed == 16


def test_a_service_without_traffic_still_needs_one_and_a_spare():
    size = accelerators_for_service(
        peak_rate=np.array([0.0, 1.0]),
        mean_rate=0.0,
        replica_rate=1000.0,
        replica_accelerators=1,
        utilisation_ceiling=0.7,
        node_accelerators=8,
    )
    np.testing.assert_array_equal(size.n_replicas, [2, 2])
    np.testing.assert_array_equal(size.utilisation, [0, 0])
