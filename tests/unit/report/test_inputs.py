from __future__ import annotations

import json


def test_the_manifest_is_plain_data_without_a_clock(study):
    body = study.manifest.as_json()
    assert json.loads(json.dumps(body))["as_of"] == "2024-05-23"
    assert body["draws"] == study.sample.n
    assert not [key for key in body if "time" in key]
