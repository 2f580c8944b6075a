"""The set of student essays: the command finds every fault and nothing else."""

from __future__ import annotations

import json
import re

import pytest

from workshop import run_edition
from written_essays import FOLDER, essays, hand_in

SET = essays()


@pytest.mark.parametrize("essay", SET, ids=lambda essay: essay.name)
def test_exactly_the_known_faults_are_found(essay, bridge, this_edition, tmp_path):
    path = hand_in(essay, tmp_path)
    folder, text = (
        (bridge, ("--text", "essay.txt")) if essay.edition == "bridge" else (this_edition, ())
    )
    result = run_edition(folder, "verify", str(path), "--format", "json", *text)
    (checked,) = json.loads(result.stdout)["files"]
    reported = sorted((finding["line"], finding["kind"]) for finding in checked["findings"])
    assert reported == sorted(essay.findings), json.dumps(
        checked["findings"], ensure_ascii=False, indent=1
    )
    assert checked["references"] == essay.references
    assert (result.returncode, result.stderr) == (1, "")


def test_set_of_essays_is_large_and_varied():
    faults = [kind for essay in SET for _, kind in essay.findings]
    about_paragraphs = {"no-such-paragraph", "retired", "wrong-paragraph"}
    wrong = sum(kind in about_paragraphs for kind in faults)
    assert len(SET) >= 12
    assert len(faults) >= 60
    assert sum(essay.references for essay in SET) - wrong >= 120
    assert len(set(faults)) == 8, "every kind is planted"
    assert {essay.encoding for essay in SET} >= {"utf-8", "cp932", "euc_jp"}
    assert sum(essay.name.endswith(".docx") for essay in SET) >= 3
    assert {essay.name.rpartition(".")[2] for essay in SET} == {"txt", "md", "docx", "html", "pdf"}


def test_corrected_essay_has_no_fault(bridge, tmp_path):
    text = (FOLDER / "01-ferry.txt").read_text("utf-8")
    for wrong, right in (
        ("収入は半分に減った", "収入は三分の一に減った"),
        ("いた」（第8段落）ことで", "いた」（第6段落）ことで"),
        ("第7段落にいう", "第8段落にいう"),
        ("「贈与は負い目を生み、負い目は人を結ぶ」（第8段落）という一文は", "この一文は"),
        ("第24段落", "第13段落"),
        ("参考文献\n", "参考文献\n谷澄江『贈与の町』川辺社、2012年。\n"),
    ):
        assert wrong in text
        text = text.replace(wrong, right)
    (tmp_path / "right.txt").write_text(text, "utf-8")
    result = run_edition(bridge, "verify", str(tmp_path / "right.txt"), "--text", "essay.txt")
    assert (result.returncode, result.stderr) == (0, "")
    assert re.search(r"references 15, errors 0, remarks 0$", result.stdout.strip()), result.stdout
