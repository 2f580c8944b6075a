"""Make the small edition large enough for several processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop import Workshop


def make_larger(workshop: Workshop) -> None:
    """Add enough pages for several processes, one of them with an image."""
    for number in range(10, 30):
        workshop.write(
            f"text/page{number}.md",
            f"# 頁{number}\n\n{{#p{number}}}\n塩税と港市場の{number}番目の話{{cite:p}}`minato1990`。\n",
        )
        workshop.add("layers/comment.md", f"\n:::{{note}} {number}\n注{{term}}`salt-tax`。\n:::\n")
    workshop.write("text/harbour.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    workshop.add("text/page20.md", "\n![港](harbour.svg)\n")
    workshop.change(
        "index.md", "text/two\n", "text/two\n" + "".join(f"text/page{n}\n" for n in range(10, 30))
    )
