"""The guards of `tests/conftest.py` do guard."""

from __future__ import annotations

import socket
import warnings

import pytest

FOREIGN = "192.0.2.1"  # set apart for documentation, reached by nobody


def test_the_network_is_out_of_reach():
    with pytest.raises(AssertionError, match="no network"):
        socket.create_connection((FOREIGN, 80), timeout=1)
    with socket.socket() as plain, pytest.raises(AssertionError, match="no network"):
        plain.connect_ex((FOREIGN, 80))
    with pytest.raises(AssertionError, match="no network"):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_is_within_reach():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=1) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_warnings_are_errors():
    with pytest.raises(UserWarning, match="heard"):
        warnings.warn("heard", stacklevel=1)
