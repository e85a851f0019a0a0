"""At most twenty questions, each with its unit and its check, that make a whole dossier."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from steelyard.dossier.schema import Tier
from steelyard.dossier.text import in_language
from steelyard.dossier.use_cases import Impact, Task

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOMS: Final = ("none", "own", "provider", "both")
"""Where machines could stand in the country."""


class Kind(StrEnum):
    """What form an answer has."""

    TEXT = "text"
    DATE = "date"
    COUNTRY = "country"
    LANGUAGES = "languages"
    CHOICE = "choice"
    YES_NO = "yes_no"
    QUANTITY = "quantity"
    ACCELERATORS = "accelerators"
    DATA_CLASS = "data_class"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes
    ----------
    id
        Key of the answer.
    text
        The question by language.
    kind
        Form of the answer.
    unit
        Unit of a quantity, else empty.
    choices
        Permitted words of a choice.
    least, most
        Range of a quantity, in its unit.
    may_be_unknown
        Whether ``unknown`` is an answer; the dossier then says so.
    """

    id: str
    text: Mapping[str, str]
    kind: Kind
    unit: str = ""
    choices: tuple[str, ...] = ()
    least: float = 0.0
    most: float = math.inf
    may_be_unknown: bool = False

    @property
    def prompt(self) -> str:
        """The question as it is put to a person, in English."""
        return self.prompt_in("en")

    @property
    def default(self) -> str:
        """What is taken when nothing is answered; empty where an answer is needed."""
        return "unknown" if self.may_be_unknown else ""

    def prompt_in(self, language: str) -> str:
        """Return the question as it is put to a person.

        Parameters
        ----------
        language
            ``en`` or ``zh``.

        Returns
        -------
        str
            Question, unit, and how to answer.
        """
        hints = [f"[{self.unit}]" if self.unit else "", f"({', '.join(self.choices)})"]
        parts = [in_language(dict(self.text), language), hints[0], hints[1] if self.choices else ""]
        if self.kind is Kind.QUANTITY:
            parts.append("(one number, or low middle high)")
        return " ".join(part for part in parts if part)


def _quantity(
    key: str,
    english: str,
    chinese: str,
    unit: str,
    *,
    least: float = 0.0,
    most: float = math.inf,
    is_open: bool = False,
) -> Question:
    text = {"en": english, "zh": chinese}
    return Question(key, text, Kind.QUANTITY, unit, least=least, most=most, may_be_unknown=is_open)


QUESTIONS: Final[tuple[Question, ...]] = (
    Question("who", {"en": "Who answers these questions?", "zh": "由谁填写？"}, Kind.TEXT),
    Question(
        "country",
        {
            "en": "Which country (two capitals), and which currency if the amounts below are not "
            "in its legal tender (as CV, or CV EUR)?",
            "zh": "国家（两位大写代码）？以下金额若非法定货币，请附货币代码（如 CV EUR）",
        },
        Kind.COUNTRY,
    ),
    Question("as_of", {"en": "Date of the study?", "zh": "研究日期？"}, Kind.DATE),
    Question(
        "tier",
        {"en": "Which level of government decides?", "zh": "由哪一级政府决策？"},
        Kind.CHOICE,
        choices=tuple(Tier),
    ),
    Question(
        "languages",
        {
            "en": "Languages of the service, the main one first (codes, as pt kea)?",
            "zh": "服务语言，主要语言在前（代码，如 zh za）？",
        },
        Kind.LANGUAGES,
    ),
    Question("service", {"en": "What is the model to do?", "zh": "模型用来做什么？"}, Kind.TEXT),
    Question(
        "task",
        {"en": "What kind of work is that?", "zh": "属于哪类工作？"},
        Kind.CHOICE,
        choices=tuple(Task),
    ),
    _quantity(
        "requests", "How many requests a year?", "每年多少次请求？", "request/year", least=1.0
    ),
    _quantity(
        "minutes",
        "How many minutes of staff time does one take today?",
        "目前每次需要多少分钟人工？",
        "min/request",
        least=0.01,
    ),
    _quantity(
        "hourly_cost",
        "What does an hour of that staff cost in all?",
        "人工每小时全成本？",
        "CUR/h",
        least=0.001,
    ),
    _quantity(
        "error_rate",
        "What share is handled wrongly or comes back today?",
        "目前出错或返工的比例？",
        "1",
        most=1.0,
        is_open=True,
    ),
    Question(
        "public",
        {"en": "Do citizens meet the answers directly?", "zh": "公众是否直接看到模型输出？"},
        Kind.YES_NO,
    ),
    Question(
        "impact",
        {"en": "What can a wrong answer do?", "zh": "错误输出的后果？"},
        Kind.CHOICE,
        choices=tuple(Impact),
    ),
    Question(
        "data_class",
        {
            "en": "How are the data classified (public, internal, sensitive, secret; in China "
            "general, general_personal, important, core; in Singapore open, restricted, "
            "confidential_cloud_eligible, confidential, secret)?",
            "zh": "数据属于哪一级（中国：general 一般、general_personal 含个人信息、"
            "important 重要、core 核心）？",
        },
        Kind.DATA_CLASS,
    ),
    _quantity(
        "specialists",
        "How many people could build and run it today?",
        "目前可投入的技术人员？",
        "FTE",
    ),
    _quantity("hires", "How many more could be hired in a year?", "每年可新招多少人？", "FTE/year"),
    Question(
        "accelerators",
        {
            "en": "Accelerators in place (number x id, as 8 x L4; or none)?",
            "zh": "现有加速卡（数量 x 型号，如 8 x L4；无则填 none）？",
        },
        Kind.ACCELERATORS,
    ),
    Question(
        "rooms",
        {
            "en": "Where could machines stand in the country: nowhere, an own room, a provider?",
            "zh": "国内可在何处部署：无、自有机房、服务商、两者皆有？",
        },
        Kind.CHOICE,
        choices=ROOMS,
    ),
    _quantity(
        "running_budget",
        "Greatest running cost in any one year?",
        "每年运行经费上限？",
        "CUR/year",
        is_open=True,
    ),
    _quantity("investment", "Greatest investment in all?", "投资总额上限？", "CUR", is_open=True),
)
"""The questions, in the order in which they are put."""


def short_questions() -> tuple[Question, ...]:
    """Return the questions of a short dossier.

    Returns
    -------
    tuple of Question
        At most twenty, in the order in which they are put.
    """
    return QUESTIONS
