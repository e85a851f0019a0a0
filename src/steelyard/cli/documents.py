"""``steelyard documents``: what an auditor can read about a model, and what to ask for."""

from enum import StrEnum
from typing import Annotated

import typer

from steelyard import study
from steelyard.cli.console import print_json, print_text, told_plainly
from steelyard.cli.options import AsOf, Json, today
from steelyard.cli.readable import columns


class LetterLanguage(StrEnum):
    """Languages of letters to providers."""

    EN = "en"
    ZH = "zh"
    KO = "ko"


def documents(
    model: Annotated[str, typer.Argument(help="Id of the model.", show_default=False)],
    *,
    pathway: Annotated[
        study.Pathway | None,
        typer.Option(help="Only what this pathway needs.", show_default=False),
    ] = None,
    as_of: AsOf = None,
    lang: Annotated[LetterLanguage, typer.Option(help="Language of texts.")] = LetterLanguage.EN,
    letter: Annotated[
        bool, typer.Option("--letter", help="Print a letter to the provider.")
    ] = False,
    sender: Annotated[str, typer.Option(help="Who asks; a blank to fill in if omitted.")] = "",
    as_json: Json = False,
) -> None:
    """List the audit documents of a model, and what to demand of its provider.

    Not on record means that no source looked at speaks of it; it is never counted as absent.
    """
    on = as_of or today()
    with told_plainly():
        book = study.load_facts(as_of=on).recording()
        found = study.audit_documents(book, model, pathway=pathway)
        written = study.document_letter(found, language=lang, on=on, sender=sender)
        data = study.documents_json(found, language=lang)
        table = columns(*study.document_rows(found, language=lang)) if found.findings else ""
    if as_json:
        more = {"letter": written} if letter else {}
        print_json(data | {"facts_used": sorted(book.used)} | more)
    elif letter:
        print_text(written.rstrip("\n"))
    else:
        head = study.document_head(found, language=lang)
        foot = study.document_foot(found, language=lang)
        print_text("\n".join([*head, *filter(None, [table]), *foot]))
