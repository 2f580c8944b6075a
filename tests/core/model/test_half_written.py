"""Lines that are nearly a block for instructors, and lines that are one or only speak of it."""

import re

import pytest

from study_edition.core.model.half_written import half_written, written_blocks

NEAR = """
:::rubric
:::{ rubric }
::: answer
:::{rubric
:::rubric}
:::[rubric]
:::(rubric)
：：：{rubric}
:::｛rubric｝
:::{rubrik}
:::{rubrics}
:::{anwser}
:::{ edition:rubric}
::{rubric}
:{rubric}
```rubric
```{ rubric }
~~~rubric
.. rubric::
:::{answer }
:::<rubric>
:::{{rubric}}
:::{.rubric}
:::{#rubric}
:::{class=rubric}
:::Answer
%{rubric}
{rubric}
<rubric>
[rubric]
rubric:::
> :::{ rubric}
- :::rubric
::: rubric {.x}
:::{div} rubric
:::𝐫𝐮𝐛𝐫𝐢𝐜
:::{ａｎｓｗｅｒ}
:::{admonition} Rubric
````{answer
Text {answer}`words` and more
:::{\N{ZERO WIDTH SPACE}rubric}
:::{rubric}\N{ZERO WIDTH SPACE} x
""".strip().split("\n")
RIGHT = """
:::{rubric}
::: {rubric}
::::: {answer}
:::{Rubric}
:::{edition:answer}
:::{rubric} a title
``` {rubric}
> :::{rubric}
- :::{answer}
:::{question} 1
:::{note} 5-7
The answer is no.
Answer: it depends on the rubric.
`answer` is a word; so is “rubric”.
## Rubrics and answers
:::{admonition} What the answer to this depends on
# The rubric
答え：rubric による。
""".strip().split("\n")


@pytest.mark.parametrize("line", NEAR)
@pytest.mark.parametrize("before", ["", "  ", "\t"])
def test_near_miss_is_found_with_its_line(line, before):
    assert list(half_written(f"# T\n\n{before}{line}\n")) == [(3, line.strip())]


@pytest.mark.parametrize("line", RIGHT)
def test_directive_and_prose_are_no_near_misses(line):
    assert list(half_written(f"# T\n\n{line}\n")) == []


@pytest.mark.parametrize("line", RIGHT)
def test_written_blocks_are_found_wherever_they_are(line):
    is_block = bool(re.search(r"(:::|```) ?\{(?:edition:)?(?:rubric|answer)\}", line.lower()))
    assert written_blocks(f"# T\n\n    {line}\n") == ([3] if is_block else [])
