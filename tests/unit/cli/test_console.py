"""Where output goes, and how errors are told."""

from __future__ import annotations

import io

import pytest
import typer
from rich.console import Console

from steelyard.cli import console
from steelyard.errors import DomainError


def test_data_and_messages_part(capsysbinary):
    console.print_text("数据")
    console.print_message("消息 :smile: [bold]")
    told = capsysbinary.readouterr()
    assert told.out.decode("utf-8") == "数据\n"
    assert told.err.decode("utf-8") == "消息 :smile: [bold]\n", "nothing is taken for markup"


def test_what_is_no_text_is_printed_all_the_same(capsysbinary):
    console.print_text("\udcff \ud800")
    console.print_text("\udcff")
    assert capsysbinary.readouterr().out == b"? ?\n\xff\n"


def test_json_refuses_what_json_cannot_say(capsysbinary):
    console.print_json({"名": 1})
    assert capsysbinary.readouterr().out.decode("utf-8") == '{\n "名": 1\n}\n'
    with pytest.raises(ValueError, match="JSON"):
        console.print_json(float("nan"))


def _raising(error):
    with console.told_plainly():
        raise error


@pytest.mark.parametrize(
    ("error", "code"), [(DomainError("too big"), 2), (MemoryError(), 2), (KeyboardInterrupt(), 130)]
)
def test_errors_of_users_end_plainly(error, code, capsysbinary):
    with pytest.raises(typer.Exit) as ended:
        _raising(error)
    assert ended.value.exit_code == code
    assert capsysbinary.readouterr().err.count(b"\n") == 1


def test_bugs_keep_their_traceback():
    with pytest.raises(ZeroDivisionError):
        _raising(ZeroDivisionError())


@pytest.mark.parametrize("no_colour", [True, False])
def test_progress_is_shown_on_a_terminal_and_obeys_no_color(no_colour, monkeypatch):
    shown = io.StringIO()
    monkeypatch.setenv("TERM", "xterm")
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(
        console, "Console", lambda **_: Console(file=shown, force_terminal=True, width=80)
    )
    with console.progress_of("Weighing") as advance:
        advance("[citizen-questions]", 2)
    text = shown.getvalue()
    assert "Weighing: [citizen-questions]" in text
    assert "1/2" in text
    assert ("\x1b[3" in text) != no_colour, "colour codes begin so"


def test_progress_can_be_kept_quiet(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(console, "Console", lambda **_: Console(file=shown, force_terminal=True))
    with console.progress_of("Weighing", quiet=True) as advance:
        advance("a", 1)
    assert "Weighing" not in shown.getvalue()
