"""The table of contents: a study is five calls, one per stage; see :func:`run_study`.

Here stands all that the command line, and whoever uses Steelyard as a library, may call.
"""

from steelyard.decision.compare import Comparison, compare_decisions
from steelyard.decision.effort import Effort
from steelyard.decision.information_table import InformationResult, information_table
from steelyard.decision.rank_table import RankResult, rank_table
from steelyard.decision.share_costs import ShareResult, share_costs
from steelyard.dossier.answers import check_answer, load_answers
from steelyard.dossier.checks import CheckReport
from steelyard.dossier.consortium import consortium_json_schema
from steelyard.dossier.init import case_names, init_dossier
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.migrate import dossier_json_schema
from steelyard.dossier.questions import Question, short_questions
from steelyard.dossier.yaml_text import FILE_NAME
from steelyard.facts.checks import check_facts
from steelyard.facts.listing import FactLine, facts_table
from steelyard.facts.loader import load_facts
from steelyard.options.audit_documents import audit_documents
from steelyard.options.estimate_api import ApiRequest, estimate_api
from steelyard.options.estimate_serving import (
    Architecture,
    Derate,
    Precision,
    ServingRequest,
    ServingScenario,
    estimate_serving,
)
from steelyard.options.estimate_training import (
    Tenure,
    TrainingKind,
    TrainingRequest,
    estimate_training,
)
from steelyard.options.model import Pathway
from steelyard.report import Manifest, Report, Study, build_report, plain_summary, render_html
from steelyard.report.comparison import comparison_in_words
from steelyard.report.document_letter import document_letter
from steelyard.report.document_table import (
    document_foot,
    document_head,
    document_rows,
    documents_json,
)
from steelyard.report.sharing_words import sharing_in_words
from steelyard.study.assess import (
    AssessmentResult,
    blank_answers,
    dossier_entry,
    instrument_list,
    run_assessment,
)
from steelyard.study.backtest import BacktestReport, Bar, run_backtest
from steelyard.study.check import check_dossier
from steelyard.study.files import read_decision
from steelyard.study.lookup import fact_record
from steelyard.study.output import (
    DECISION_FILE,
    check_folder,
    decision_json,
    render_reports,
    require_report_extra,
    write_files,
)
from steelyard.study.packs import RulesComparison, compare_rules, pack_text, packs_list
from steelyard.study.reopen import Reopening, reopen_decision
from steelyard.study.run import DEFAULT_DRAWS, DEFAULT_SEED, run_study
from steelyard.study.stages import LEAST_DRAWS, MOST_DRAWS
from steelyard.study.together import (
    TOGETHER_DRAWS,
    TOGETHER_FILE,
    render_together_pages,
    run_together,
    together_in_words,
    together_json,
)
from steelyard.uncertainty import draw

__all__ = [
    "DECISION_FILE",
    "DEFAULT_DRAWS",
    "DEFAULT_SEED",
    "FILE_NAME",
    "LEAST_DRAWS",
    "MOST_DRAWS",
    "TOGETHER_DRAWS",
    "TOGETHER_FILE",
    "ApiRequest",
    "Architecture",
    "AssessmentResult",
    "BacktestReport",
    "Bar",
    "CheckReport",
    "Comparison",
    "Derate",
    "Effort",
    "FactLine",
    "InformationResult",
    "Manifest",
    "Pathway",
    "Precision",
    "Question",
    "RankResult",
    "Reopening",
    "Report",
    "RulesComparison",
    "ServingRequest",
    "ServingScenario",
    "ShareResult",
    "Study",
    "Tenure",
    "TrainingKind",
    "TrainingRequest",
    "audit_documents",
    "blank_answers",
    "build_report",
    "case_names",
    "check_answer",
    "check_dossier",
    "check_facts",
    "check_folder",
    "compare_decisions",
    "compare_rules",
    "comparison_in_words",
    "consortium_json_schema",
    "decision_json",
    "document_foot",
    "document_head",
    "document_letter",
    "document_rows",
    "documents_json",
    "dossier_entry",
    "dossier_json_schema",
    "draw",
    "estimate_api",
    "estimate_serving",
    "estimate_training",
    "fact_record",
    "facts_table",
    "information_table",
    "init_dossier",
    "instrument_list",
    "load_answers",
    "load_dossier",
    "load_facts",
    "pack_text",
    "packs_list",
    "plain_summary",
    "rank_table",
    "read_decision",
    "render_html",
    "render_reports",
    "render_together_pages",
    "reopen_decision",
    "require_report_extra",
    "run_assessment",
    "run_backtest",
    "run_study",
    "run_together",
    "share_costs",
    "sharing_in_words",
    "short_questions",
    "together_in_words",
    "together_json",
    "write_files",
]
