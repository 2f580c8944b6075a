"""What the scripts load are files of this edition, whatever addresses and classes a source has."""

import pytest

OUTSIDE = [
    "https://example.org/..%5C_downloads%5C0%5Cevil#p1",
    "https://example.org/text/lead.html#p1",
    "//example.org/text/lead.html#p1",
    "..%5C_downloads%5Cevil#p1",
    "..%5c..%5c_downloads%5cevil#term-x",
    "%2e%2e%5Cevil#p1",
    "%2e%2e/%2e%2e/evil#p1",
    "../../evil#p1",
    "a%2F..%2F..%2Fevil#p1",
    "%252e%252e%252fevil#p1",
    "....//evil#p1",
    "text/%E0%A4%A#p1",
    "text/lead%00#p1",
    "text/lead%0A#p1",
    "text/lead%3Fx#p1",
    "text/lead%23x#p1",
    "x%3A//evil#p1",
    "javascript:alert(1)#p1",
    "data:text/javascript,alert(1)#p1",
    "blob:null/x#p1",
    "file:///etc/passwd#p1",
    "http://localhost:1/text/lead.html#p1",
    "text//evil#p1",
    "./.../evil#p1",
    "text/lead.html#constructor-x",
    "text/lead.html#toString-x",
    "text/lead.html#__proto__-x",
]


@pytest.mark.quick
@pytest.mark.parametrize("start", ["served", "file"])
def test_no_link_makes_the_cards_load_anything_else(browser, edition, served, start):
    page = browser.new_page()
    page.goto(f"{served if start == 'served' else edition.as_uri()}/text/lead.html")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.evaluate(
        """hrefs => {
            const at = document.querySelector("main p");
            for (const href of hrefs) {
                for (const base of ["", "../"]) {
                    const a = Object.assign(document.createElement("a"), { className: "reference internal", textContent: "x" });
                    a.setAttribute("href", base && !/^[a-z]+:|^\\/\\//.test(href) ? base + href : href);
                    at.append(a, " ");
                    for (const type of ["pointerover", "focusin"]) a.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: "mouse" }));
                }
            }
        }""",
        OUTSIDE,
    )
    page.wait_for_load_state("networkidle")
    pages = {url.split("/_cards/")[-1] for url in asked}
    assert all("/_cards/" in url for url in asked)
    assert not [name for name in pages if "%" in name or ".." in name or "\\" in name]
    assert errors == []
    page.close()


@pytest.mark.parametrize(
    "path",
    [
        "https://example.org/x.js",
        "//example.org/x.js",
        "_downloads/x.js",
        "_cards/../_downloads/x.js",
        "_cards/..\\\\_downloads/x.js",
        "_cards/%2e%2e/x.js",
        "../x.js",
        "text/lead.js",
        "_static/x.html",
        "_static/",
        "",
    ],
)
def test_loader_refuses_other_addresses(visit, path):
    page = visit("index.html")
    before = page.evaluate("document.querySelectorAll('script, link').length")
    outcome = page.evaluate(
        "path => edition.load(path).then(() => 'loaded', () => 'refused')", path
    )
    assert outcome == "refused"
    assert page.evaluate("document.querySelectorAll('script, link').length") == before
