"""A folder of facts small enough to break on purpose."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.facts import grid
from steelyard.facts.tables import FactTables

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = (
    "id,entity,parameter,p05,p50,p95,family,unit,place,valid_from,known_from,review_by,"
    "price_year,pedigree,source,locator,note\n"
)
STATUSES = (
    "id,entity,parameter,value,place,valid_from,known_from,review_by,pedigree,source,locator,note\n"
)
TAIL = "2030-01-01,{year},published,maker-2024,table 1,"
FILES = {
    "edition.yaml": 'edition: "2024.01"\n',
    "aliases.yaml": "models:\n  small-1b: [Small 1B]\n  old-1b: []\n"
    "hardware:\n  Chip-1: [C1]\n  Chip-2: []\n",
    "packaged_prices.yaml": "old-1b: {provider: openai, name: gpt-4o}\n",
    "sources.yaml": "maker-2024:\n  publisher: Maker\n  title: Data sheet\n  url: https://maker.example/x\n"
    "  published: 2023-01-01\n  accessed: 2024-02-01\n  licence: facts only\n"
    f"{grid.SOURCE}:\n  publisher: P\n  title: Mixes\n  url: ''\n"
    "  accessed: 2024-02-01\n  licence: MPL-2.0\n"
    "genai-prices-package:\n  publisher: P\n  title: Prices\n  url: ''\n"
    "  accessed: 2024-02-01\n  licence: MIT\n",
    "hardware.csv": NUMBERS
    + "hw.1.memory,Chip-1,memory-capacity,,80,,point,GB,WLD,2024-01-01,2024-01-01,"
    + TAIL.format(year="")
    + "\nhw.1.price.a,Chip-1,purchase-price,9,10,20,lognormal,USD,WLD,2024-01-01,2024-01-10,"
    + TAIL.format(year=2024)
    + "\nhw.1.price.b,Chip-1,purchase-price,,30,,point,USD,CN,2024-01-01,2024-01-10,"
    + TAIL.format(year=2024)
    + "\nhw.1.price.c,Chip-1,purchase-price,,15,,point,USD,WLD,2024-06-01,2024-05-01,"
    + TAIL.format(year=2024)
    + "\n",
    "economy.csv": NUMBERS
    + "eco.1,CNY,exchange-rate,,7,,point,CNY/USD,WLD,2023-01-01,2024-01-05,"
    + TAIL.format(year="")
    + "\neco.2,CNY,exchange-rate,,7.1,,point,CNY/USD,WLD,2023-01-01,2024-03-05,"
    + TAIL.format(year="")
    + "\neco.3,CNY,exchange-rate,,7.2,,point,CNY/USD,WLD,2024-01-01,2024-02-05,"
    + TAIL.format(year="")
    + "\n",
    "effort.csv": NUMBERS,
    "grid.csv": NUMBERS,
    "export_status.csv": STATUSES
    + "exp.1,Chip-1,export-to-CN,obtainable,CN,2023-01-01,2023-01-01,2030-01-01,published,"
    "maker-2024,table 1,\n"
    "exp.2,Chip-1,export-to-CN,barred,CN,2024-02-01,2024-02-02,2030-01-01,published,"
    "maker-2024,table 1,\n",
    "hardware_status.csv": STATUSES,
    "models/small-1b.yaml": "id: small-1b\ndeveloper: Maker\ncountry: CH\nreleased: 2024-01-01\n"
    "known_from: 2024-01-01\nreview_by: 2030-01-01\nweights: open\nlicence: Apache-2.0\n"
    "licence_government_use: yes\nparams_total_b: 1\nparams_active_b: 1\nbase_model: old-1b\n"
    "capability:\n"
    "- {index: idx, value: 100, known_from: 2024-02-01, source: maker-2024, locator: t}\n"
    "- {index: idx, value: 101, known_from: 2024-03-01, source: maker-2024, locator: t}\n"
    "pedigree: published\nsources: [maker-2024]\n",
    "offers.yaml": "- id: offer-1\n  archetype: true\n  kind: licence\n  title: A licence\n"
    "  place: WLD\n  prices:\n  - {component: year, p05: 1, p50: 2, p95: 3, unit: USD/year}\n"
    "  valid_from: 2024-01-01\n  known_from: 2024-01-01\n  review_by: 2030-01-01\n"
    "  pedigree: published\n  sources: [maker-2024]\n  locator: page 1\n",
    "national_cases.yaml": "- id: case-1\n  name: Case\n  country: Switzerland\n  place: CH\n"
    "  tier: national\n  owner: Agency\n  doer: institute\n  pathways: [api]\n  choice: bought\n"
    "  known_from: 2024-01-01\n  evidence: press\n  sources: [maker-2024]\n",
    "training_runs.csv": "id,model,kind,organisation,public_sector,year,params_total_b,"
    "params_active_b,hardware,backtest_tier,source,locator,verified\n"
    "run-1,Small 1B,pretraining,Maker,n,2024,2,1,C1,A,maker-2024,table 1,yes\n",
    "serving_measurements.csv": "id,series,model,hardware,n_accelerators,precision,scenario,source,"
    "locator,verified\nm-1,s,Small 1B,C1,1,fp8,offline,maker-2024,row 1,yes\n",
    "scores.csv": "id,model,benchmark,language,score,scale,higher_is_better,evaluator,known_from,"
    "source,locator,verified\ns-1,small-1b,b,en,50,0-100,true,third_party,2024-03-01,"
    "maker-2024,row 1,yes\n",
    "api_prices.csv": "id,model,provider,host,is_maker,currency,input_per_mtoken,output_per_mtoken,"
    "valid_from,valid_to,last_seen,known_from,pedigree,source,locator,verified\n"
    "p-1,small-1b,Maker,Own,true,USD,1,2,2024-01-01,2024-03-01,,2024-01-01,published,maker-2024,r,yes\n"
    "p-2,small-1b,Maker,Own,true,USD,0.5,1,2024-03-01,,2024-04-01,2024-03-01,published,maker-2024,r,yes\n"
    "p-3,small-1b,Other,Cheap,false,USD,0.1,0.2,2024-01-01,,,2024-01-01,published,maker-2024,r,yes\n"
    "p-4,old-1b,Other,A,false,USD,1,3,2024-01-01,,,2024-01-01,published,maker-2024,r,yes\n"
    "p-5,old-1b,Other,B,false,USD,1,5,2024-01-01,,2024-06-01,2024-01-01,published,maker-2024,r,yes\n"
    "p-6,old-1b,Other,C,false,USD,1,4,2024-01-01,,2024-06-01,2024-01-01,published,maker-2024,r,yes\n",
    "sellers.yaml": "- {id: maker, name: Maker, seat: CH, names: [Own], developers: [Maker], "
    "source: maker-2024}\n- {id: a, name: A, seat: SG, names: [A], source: maker-2024}\n"
    "- {id: openai, name: OpenAI, seat: US, providers: [openai], source: maker-2024}\n",
    "service_benefits.csv": "id,country,organisation,setting,tool,effect,value,unit,known_from,"
    "pedigree,source,locator,verified\nb-1,CH,Agency,desk,chat,time,3,min,2024-01-01,measured,"
    "maker-2024,page 2,yes\n",
    "progress.csv": "id,topic,what,mid,unit,known_from,source,locator,verified\n"
    "g-1,price decline,price,10,times,2024-01-01,maker-2024,page 2,yes\n",
}
STUDY_DAY = date(2024, 2, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the small folder of facts."""
    (tmp_path / "models").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def tables(folder: Path) -> FactTables:
    """Open the small folder of facts."""
    return FactTables(folder)
