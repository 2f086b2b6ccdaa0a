"""What the audit says of pip-audit's report: above all, that what nobody looked at is not called sound."""

from typing import Any

import pytest

from deploy.audit import KNOWN, ROOT, known_holes, read

SKIPPED = {"name": "a", "skip_reason": "Dependency not found on PyPI and could not be audited: a (1)"}
SOUND: dict[str, Any] = {"name": "b", "version": "2", "vulns": []}
HOLED = {
    "name": "c",
    "version": "3",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["3.1"], "aliases": ["CVE-2026-1"], "description": "x"}],
}


def test_where_no_service_answers_nothing_was_looked_at_and_it_is_said() -> None:
    found = read({"dependencies": [SKIPPED, SKIPPED]}, {})
    assert (found.looked_at, found.holes) == (0, [])
    assert "NOT LOOKED" in str(found)


def test_a_hole_is_named_with_what_mends_it_unless_it_is_let_be_for_a_reason() -> None:
    report = {"dependencies": [SKIPPED, SOUND, HOLED]}
    found = read(report, {})
    assert found.holes == ["c 3: PYSEC-2026-1, mended in 3.1"]
    assert str(found) == "pip-audit: 2 packages looked at, 1 unknown to the service, 1 holes"
    for name in ("PYSEC-2026-1", "CVE-2026-1"):
        assert read(report, {name: "not called here"}).holes == []


def test_what_is_let_be_has_a_reason() -> None:
    known_holes((ROOT / KNOWN).read_text(encoding="utf-8"))
    assert known_holes("# why\nCVE-1\tc\tnot called here\n") == {"CVE-1": "not called here"}
    with pytest.raises(ValueError, match="an id, a package and a reason"):
        known_holes("CVE-1\tc\n")
