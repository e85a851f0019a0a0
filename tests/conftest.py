"""What every test lives under: no network, the same examples in CI every time, one browser."""

from __future__ import annotations

import ipaddress
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from tests import toy_consortium

# As the command line does: threads of a linear algebra library wait for those of a study.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Words of the trade: the first pages say it in the reader's words, annexes may name the method.
ANNEX_WORDS = re.compile(
    r"\b(SMAA|Sobol|PRIM|Shapley|nucleolus|HHI|prefill|EVPP?I|EVSI|TOPSIS|PROMETHEE|p95"
    r"|rank[ _]acceptability|central weights?|switching values?|do_minimum|KV[ _-]?cache)\b",
    re.IGNORECASE,
)

settings.register_profile("steelyard", deadline=None)
settings.register_profile("steelyard-ci", deadline=None, derandomize=True, database=None)
settings.load_profile("steelyard-ci" if os.environ.get("CI") else "steelyard")


class NetworkForbiddenError(AssertionError):
    """A test, or the code under test, reached beyond this machine."""


def is_local(host: object) -> bool:
    """Say whether a host is this machine itself."""
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _guarded(original: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_local(address[0]):
            message = f"connection to {address[0]}: tests and Steelyard itself use no network"
            raise NetworkForbiddenError(message)
        return original(self, address)

    return connect


def _guarded_lookup(original: Callable[..., Any]) -> Callable[..., Any]:
    def getaddrinfo(host: Any, *rest: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if not is_local(name):
            message = f"look-up of {name}: tests and Steelyard itself use no network"
            raise NetworkForbiddenError(message)
        return original(host, *rest, **options)

    return getaddrinfo


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Let sockets reach this machine only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser tests in one process, so that only one browser runs at a time."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder that holds the whole project."""
    return ROOT


@pytest.fixture(scope="session")
def annex_words() -> re.Pattern[str]:
    """Return what finds the words that a reader meets in annexes only."""
    return ANNEX_WORDS


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Return the browser of this machine; fail, never skip, when it or its fonts are missing."""
    advice = "Run `make system` (Debian: apt-get install chromium fonts-noto-cjk)."
    named = os.environ.get("STEELYARD_CHROMIUM")
    path = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(f"no Chromium found. {advice} Or name one in STEELYARD_CHROMIUM.")
    fonts = shutil.which("fc-list")
    listed = subprocess.run([fonts, ":lang=zh"], capture_output=True, check=True) if fonts else None
    if listed is not None and not listed.stdout.strip():
        pytest.fail(f"no Chinese font found. {advice}")
    return path


@pytest.fixture(scope="session")
def toy() -> ModuleType:
    """Return the module of small made-up consortia."""
    return toy_consortium
