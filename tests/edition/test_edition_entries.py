"""Questions, timeline and people of this edition: complete, linked both ways, by audience."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from axe_rules import violations
from built_files import file_texts, files_containing
from workshop import FileLock, pdf_text, run_edition

PAGES = ("questions.html", "timeline.html", "names.html")
LINES = ("問い：", "年表：", "人物：", "組織：")


@pytest.fixture(scope="session")
def data(edition):
    return json.loads((edition / "edition.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def soups(edition):
    """Every page that has paragraphs or entries, by its name."""
    return {
        path.name: BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in [*edition.glob("*.html"), *edition.glob("text/*.html")]
    }


@pytest.fixture(scope="session")
def instructors(edition):
    """The folder of the edition built for instructors."""
    folder = edition.parents[1]
    with FileLock(folder):
        if not (folder / "build/instructor/pdf/study-guide.pdf").exists():
            run_edition(folder, "build", "--audience", "instructor", "--quiet", check=True)
    return folder / "build/instructor"


@pytest.fixture(scope="session")
def rubrics(instructors):
    """The lines of each question's rubric, by its id."""
    data = json.loads((instructors / "html/edition.json").read_text("utf-8"))
    return {
        q["id"]: [line for line in q["rubric"].splitlines() if len(line) >= 12]
        for q in data["questions"]
    }


def described(data):
    """Return the people and organisations that have a text."""
    return [name for name in data["names"] if name["text"]]


# -- contents


def test_edition_has_eighteen_questions_of_three_levels(data):
    assert [q["id"] for q in data["questions"]] == [f"question-q{n}" for n in range(1, 19)]
    assert {q["level"] for q in data["questions"]} == {"reading", "inquiry", "argument"}
    assert all(
        set(q["text"]) == {"ja", "en"} and q["paragraphs"] and q["sources"]
        for q in data["questions"]
    )
    firsts = [int(q["paragraphs"][0][1:]) for q in data["questions"][:17]]
    assert firsts == sorted(firsts)


def test_edition_has_seventy_seven_events_twelve_of_them_later(data):
    events = data["events"]
    assert len(events) == 77
    after = [e for e in events if e["relation"] == "after"]
    assert len(after) == 12
    assert all(e["date"] > data["moment"] for e in after)
    assert all(
        set(e["title"]) == {"ja", "en"} and len(e["title"]["ja"]) <= 15 and e["sources"]
        for e in events
    )
    assert [e["id"] for e in events if not e["paragraphs"]] == [
        "event-column",
        "event-transcription",
    ]
    assert [(e["date"], e["end"] or "") for e in events] == sorted(
        (e["date"], e["end"] or "") for e in events
    )


def test_edition_describes_twenty_people_and_organisations(data):
    kinds = [name["kind"] for name in described(data)]
    assert (kinds.count("person"), kinds.count("organisation"), len(kinds)) == (9, 11, 20)
    assert all(
        set(name["text"]) == {"ja", "en"} and name["role"] and name["sources"]
        for name in described(data)
    )
    unnamed = {name["id"] for name in described(data) if not name["paragraphs"]}
    assert unnamed == {"name-brands", "name-onozn", "name-bloomberg"}


def test_every_source_of_entries_is_in_the_bibliography(data):
    known = {source["id"] for source in data["sources"]}
    for kind in ("questions", "events", "names"):
        assert {key for item in data[kind] for key in item["sources"]} <= known


# -- links both ways


def test_paragraphs_and_entries_link_to_each_other(data, soups):
    text_pages = {name: soup for name, soup in soups.items() if soup.select_one(".edition-row")}
    leads = {}
    for soup in text_pages.values():
        for row in soup.select(".edition-row"):
            lines = [
                p
                for p in row.select(".edition-notes > .edition-places")
                if p.get_text().startswith(LINES)
            ]
            assert len(lines) <= 1
            leads[f"p{row['data-number']}"] = [
                a["href"].partition("#")[2] for line in lines for a in line.select("a")
            ]
    back = {}
    for page in PAGES:
        for entry in soups[page].select(
            "article.edition-question, tr.edition-event, .edition-people > li"
        ):
            links = (
                a["href"] for line in entry.select(".edition-places") for a in line.select("a")
            )
            back[entry["id"]] = [
                anchor for href in links if re.fullmatch(r"p\d+", anchor := href.partition("#")[2])
            ]
    expected = {p["id"]: [*p["questions"], *p["events"], *p["names"]] for p in data["paragraphs"]}
    assert {p: sorted(names) for p, names in leads.items()} == {
        p: sorted(names) for p, names in expected.items()
    }
    for item in [*data["questions"], *data["events"], *described(data)]:
        assert back[item["id"]] == item["paragraphs"], item["id"]
        assert all(item["id"] in leads[p] for p in item["paragraphs"])


@pytest.mark.quick
def test_pages_study_guide_and_data_have_the_same_ids(data, soups, guide):
    prefix = re.compile(r"(?:question|event|name)-[a-z0-9-]+")
    in_data = {item["id"] for kind in ("questions", "events", "names") for item in data[kind]}
    on_pages = [
        tag["id"]
        for soup in soups.values()
        for tag in soup.select("[id]")
        if prefix.fullmatch(tag["id"])
    ]
    in_guide = {name for name in PdfReader(guide).named_destinations if prefix.fullmatch(name)}
    assert sorted(on_pages) == sorted(in_data)
    assert in_guide == in_data


# -- the drawing


def test_every_event_is_drawn_as_a_named_link(data, soups):
    for form in ("wide", "tall"):
        links = soups["timeline.html"].select(f"svg.edition-drawing-{form} a")
        assert sorted(a["href"] for a in links) == sorted(f"#{e['id']}" for e in data["events"])
        names = {a["href"][1:]: a["aria-label"] for a in links}
        assert all(e["title"]["ja"] in names[e["id"]] for e in data["events"])
        shapes = {a["href"][1:]: a.select_one(".edition-mark")["class"] for a in links}
        assert all(f"relation-{e['relation']}" in shapes[e["id"]] for e in data["events"])


def test_marks_of_the_timeline_differ_in_shape(soups):
    legend = soups["timeline.html"].select(".edition-drawn-legend .edition-mark")
    drawn = {(mark.name, mark.get("points"), mark.get("r")) for mark in legend}
    assert len(legend) == len(drawn) == 5


@pytest.mark.parametrize(("width", "form"), [(1280, "wide"), (820, "wide"), (390, "tall")])
def test_one_drawing_is_shown_without_overlapping_labels(visit, width, form):
    page = visit("timeline.html", width=width)
    shown = [svg for svg in page.locator("svg.edition-drawing").all() if svg.is_visible()]
    assert [f"edition-drawing-{form}" in svg.get_attribute("class") for svg in shown] == [True]
    boxes = shown[0].evaluate(
        "svg => [...svg.querySelectorAll('a text')].map(t => { const b = t.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"
    )
    assert len(boxes) == 77
    touching = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]
    assert touching == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_mark_is_focused_by_key_shows_its_card_and_links_to_its_row(visit):
    page = visit("timeline.html")
    page.locator(".edition-drawn-skip a").focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#event-bretton-woods"
    page.locator(".edition-card").wait_for()
    assert "ブレトンウッズ" in page.locator(".edition-card").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#event-bretton-woods"
    assert page.locator("tr#event-bretton-woods").evaluate("row => row.matches(':target')")
    assert page.errors == []


def test_drawing_can_be_skipped(visit):
    page = visit("timeline.html")
    link = page.locator(".edition-drawn-skip a")
    link.focus()
    assert link.bounding_box()["width"] > 40
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('table.edition-timeline') !== null")


def test_card_of_a_question_opens_from_its_paragraph(visit):
    page = visit("text/conflict.html")
    page.locator(
        ".edition-row[data-number='16'] .edition-notes > .edition-places a",
        has_text=re.compile(r"^5$"),
    ).hover()
    page.locator(".edition-card").wait_for()
    assert "三つの段階に分けて" in page.locator(".edition-card").inner_text()


# -- accessibility


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_entries_are_accessible_in_both_schemes(visit, name, width):
    page = visit(name, width=width)
    assert violations(page, also=("target-size",)) == []
    assert page.foreign == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pages_of_entries_keep_a_strict_content_security_policy(browser, served):
    page = browser.new_page()
    messages = []
    page.on(
        "console",
        lambda message: (
            messages.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    for name in PAGES:
        page.goto(f"{served}/{name}")
    page.close()
    assert messages == []


# -- audiences


def test_points_of_a_rubric_add_up_to_ten(rubrics):
    assert len(rubrics) == 18
    for name, lines in rubrics.items():
        points = [int(n) for line in lines for n in re.findall(r"（([0-9]+)点）", line)]
        assert (len(points) >= 3, sum(points)) == (True, 10), name


def test_edition_for_students_has_no_rubric(edition, rubrics):
    needles = [line[:20] for lines in rubrics.values() for line in lines]
    assert len(needles) >= 3 * 18
    assert files_containing(edition.parent / "html", needles) == {}
    assert files_containing(edition.parent / "pdf", needles) == {}


def test_edition_for_instructors_has_every_rubric(instructors, rubrics):
    data = json.loads((instructors / "html/edition.json").read_text("utf-8"))
    page = next(
        text for path, text in file_texts(instructors / "html") if path.name == "questions.html"
    )
    printed = re.sub(r"\s", "", pdf_text(instructors / "pdf/study-guide.pdf"))
    assert data["audience"] == "instructor"
    for name, lines in rubrics.items():
        japanese = [re.sub(r"\s", "", line)[:14] for line in lines if not line.isascii()]
        assert [line for line in japanese if line not in page] == [], name
        assert any(line in printed for line in japanese), name


def test_edition_for_instructors_differs_only_in_their_parts(edition, instructors):
    ours, theirs = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        for folder in (edition, instructors / "html")
    )
    assert theirs - ours == {"handout.html"}  # no layer is for instructors yet
    assert ours <= theirs
