"""Recognition in the browser agrees with Python, from the disk and under a strict policy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from project_paths import DATA, PROJECT
from recognition_corpus import RECORD, RECORD_WITH_LEMMAS, TEXT, cases
from study_edition.core.witness.recognition import recognise
from study_edition.core.witness.witness_record import format_record, read_record
from study_edition.documents.read_document import parse_document
from study_edition.html.bundles import minified

pytestmark = pytest.mark.browser
VECTORS = json.loads((DATA / "cases/fingerprints.json").read_text("utf-8"))
WITNESS = PROJECT.parent / "shared/witness"
SHORT = """(result) => ({
  states: result.states,
  found: Object.fromEntries(Object.entries(result.found).map(([id, found]) => [id, [found.text, found.line]])),
  leftover: result.leftover.map((left) => [left.line, left.characters, left.where]),
})"""


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """A page on the disk with the published script, which may load only its own files."""
    folder: Path = tmp_path_factory.mktemp("recognise")
    (folder / "recognise.js").write_text(minified("recognise.js"), "utf-8")
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'self' file:\">"
    (folder / "page.html").write_text(
        f"<!doctype html><meta charset=utf-8>{policy}<script src=recognise.js></script>", "utf-8"
    )
    context = browser.new_context()
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto((folder / "page.html").as_uri())
    yield page
    assert [url.rsplit("/", 1)[1] for url in page.asked] == ["page.html", "recognise.js"]
    context.close()


def plain(result):
    """Return a result of Python in the form of the browser's."""
    return {
        "states": {key: state.value for key, state in result.states.items()},
        "found": {key: [found.text, found.line] for key, found in result.found.items()},
        "leftover": [[left.line, left.characters, left.where.value] for left in result.leftover],
    }


def in_browser(page, texts, record):
    return page.evaluate(
        f"([texts, record]) => texts.map((text) => ({SHORT})(edition.recognise.recognise(text, record)))",
        [texts, json.loads(format_record(record))],
    )


def test_fingerprint_vectors_agree(page):
    got = page.evaluate(
        "(texts) => texts.map((text) => ({text, plain: edition.recognise.normalise(text), ...edition.recognise.fingerprint(text)}))",
        [case["text"] for case in VECTORS["cases"]],
    )
    assert got == VECTORS["cases"]
    assert page.evaluate("edition.recognise.RULE") == VECTORS["rule"]


def test_script_adds_one_global_name(page):
    assert page.evaluate(
        "Object.keys(window).filter((name) => /recog|fingerprint|sha|edition/i.test(name))"
    ) == ["edition"]


@pytest.mark.quick
@pytest.mark.parametrize("record", [RECORD, RECORD_WITH_LEMMAS], ids=["", "lemmas"])
@pytest.mark.parametrize("kind", dict.fromkeys(case.kind for case in cases()))
def test_recognition_agrees_with_python(page, kind, record):
    texts = [
        "\n".join(
            line.text for line in parse_document(case.text.encode(case.encoding), "copy.txt").lines
        )
        if case.encoding
        else case.text
        for case in cases()
        if case.kind == kind
    ]
    differing = [
        n
        for n, got in enumerate(in_browser(page, texts, record))
        if got != plain(recognise(texts[n], record))
    ]
    assert differing == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ud83d",
        "山\n（やま）\n",
        "か\n\u3099",
        "𠮷" * 50 + "広告\r\r\n\n",
        "。" * 3000,
        TEXT.replace("。", "。\U000e0100𠮷"),
    ],
    ids=range(7),
)
def test_recognition_of_odd_texts_agrees_with_python(page, text):
    if "\ud83d" in text:
        assert page.evaluate("edition.recognise.fingerprint('\\ud83d').length") == 1
        return
    assert in_browser(page, [text], RECORD) == [plain(recognise(text, RECORD))]


def test_recognition_of_the_witness_agrees_with_python_from_the_disk(page):
    paths = sorted(WITNESS.glob("*.txt"))
    if not paths:
        pytest.skip(f"the witness is not available ({WITNESS.name}/*.txt next to the project)")
    text, record = paths[0].read_text("utf-8"), read_record(PROJECT / "witness.json")
    (got,) = in_browser(page, [text], record)
    assert got == plain(recognise(text, record))
    assert list(got["states"].values()) == ["exact"] * 50
    assert [left[0] for left in got["leftover"]] == [1, 3, 5, 113, 114, 115, 117, 119, 121, 123]


def test_record_of_another_rule_is_refused(page):
    message = page.evaluate(
        "(() => { try { edition.recognise.recognise('', {rule: 1}); } catch (error) { return error.message; } })()"
    )
    assert "rule" in message


def test_recognition_in_slices_keeps_the_page_responsive(page):
    """With two million characters, reporting progress."""
    got = page.evaluate(
        """async ([text, record]) => {
          const told = [];
          let [longest, last, ticking] = [0, performance.now(), true];
          const tick = () => { longest = Math.max(longest, performance.now() - last); last = performance.now(); if (ticking) setTimeout(tick); };
          tick();
          const result = await edition.recognise.recogniseInSlices(text, record, { progress: (share) => told.push(share) });
          ticking = false;
          return { longest, told, result: (SHORT)(result) };
        }""".replace("SHORT", SHORT),
        [
            ("広告を見る。" * 20 + "\n") * 3000 + TEXT.replace("汐見", "沙見"),
            json.loads(format_record(RECORD)),
        ],
    )
    assert got["result"]["states"]["p3"] == "exact"
    assert got["result"]["states"]["p1"] == "missing"
    assert len(got["told"]) > 3
    assert all(0 <= share <= 1 for share in got["told"])
    assert got["longest"] < 1500, got["longest"]


def test_recognition_can_be_stopped(page):
    message = page.evaluate(
        """([text, record]) => {
          const stop = new AbortController();
          const work = edition.recognise.recogniseInSlices(text, record, { progress: () => stop.abort(), signal: stop.signal });
          return work.then(() => "done", (error) => error.name);
        }""",
        ["広告を見る。\n" * 100000, json.loads(format_record(RECORD))],
    )
    assert message == "AbortError"


def test_recognition_works_in_a_worker(browser):
    """From a server, where workers are allowed."""
    worker = "importScripts('/recognise.js'); onmessage = ({data}) => postMessage(edition.recognise.recognise(...data).states);"
    context = browser.new_context()
    files = {"/": ("text/html", "<!doctype html>"), "/worker.js": ("text/javascript", worker)}
    files["/recognise.js"] = ("text/javascript", minified("recognise.js"))

    def answer(route):
        kind, body = files[route.request.url.removeprefix("http://edition.test")]
        route.fulfill(content_type=kind, body=body)

    context.route("http://edition.test/**", answer)
    page = context.new_page()
    page.goto("http://edition.test/")
    states = page.evaluate(
        "(data) => new Promise((done) => { const w = new Worker('/worker.js'); w.onmessage = (e) => done(e.data); w.postMessage(data); })",
        [TEXT, json.loads(format_record(RECORD))],
    )
    assert set(states.values()) == {"exact"}
    context.close()
