"""Cases of matching terms and splitting readings, for Python and for the scripts in the browser."""

import re

from project_paths import DATA
from study_edition.core.text.furigana import Readings

CASES = DATA / "cases/matching.txt"
MARK = re.compile("〔(.*?):(.*?)〕")
WIDTHS = {
    "ガ": ("ガ", "ｶﾞ", "カ\u3099", "ｶ\u3099"),
    "ス": ("ス", "ｽ"),
    "パ": ("パ", "ﾊﾟ", "ハ\u309a"),
    "ハ": ("ハ", "ﾊ"),
    "ー": ("ー", "ｰ"),
    "平成": ("平成", "㍻"),
    "é": ("é", "e\u0301"),
    "a": ("a", "ａ"),
    "B": ("B", "Ｂ"),
    "1": ("1", "１", "①"),
    " ": (" ", "　"),
    "山": ("山",),
    "の": ("の",),
}
READINGS = Readings(
    {
        "通貨": "つうか",
        "基軸通貨": "きじくつうか",
        "覇権": "はけん",
        "かな": "かな",
        "賄う": "まかなう",
    }
)


def read():
    """Yield the forms and the marked text of each case."""
    for line in CASES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            forms, marked = line.split(" :: ")
            yield forms, marked


def without_checksums(hits):
    """Return the hits without the checksums of the texts in which they were found."""
    return tuple(hit._replace(checksum=0) for hit in hits)
