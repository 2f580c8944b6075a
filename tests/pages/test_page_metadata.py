"""Metadata of the pages for Zotero and other programs.

The expected tags were given to Zotero's translator, and its results were checked.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from built_files import differing_files
from workshop import Workshop

REQUIRED = {
    "Book": {"name"},
    "Chapter": {"name", "isPartOf", "hasPart"},
    "Collection": {"name", "isPartOf"},
    "CreativeWork": {"@id"},
    "DefinedTerm": {"name", "termCode"},
    "DefinedTermSet": {"name", "isPartOf", "hasDefinedTerm"},
    "NewsArticle": {"headline", "author", "datePublished", "publisher", "inLanguage"},
    "Organization": {"name"},
    "Person": {"name"},
    "WebPage": {"name", "isPartOf"},
}
"""Keys that a program needs of each type; no other type is used."""
EDITION = {
    "z:itemType": "book",
    "DC.title": "『港の「市場」』注釈版",
    "bib:editors": "本版編者",
    "DC.date": "2020-02-03",
    "DC.language": "jpn",
    "DC.rights": "CC-BY-4.0",
    "z:extra": "version: 1.0",
}
ESSAY = {
    "z:itemType": "newspaperArticle",
    "DC.title": "港の「市場」、昨日と明日",
    "DC.creator": "Smith, Anna",
    "DC.date": "2020-01-01",
    "DC.source": "Harbour Times",
    "DC.language": "jpn",
    "z:shortTitle": "港の「市場」",
}
ADDRESS = "https://example.org/harbour/"
# each makes Zotero misread the page: seen by running its translator
HARMFUL = (
    "citation_",
    "DC.contributor",
    "DC.coverage",
    "DC.type",
    "og:type",
    "og:site_name",
    "article:section",
)


def tags(page):
    """Return every tag with metadata for other programs, and its content."""
    found = [
        (m.get("name") or m.get("property"), m["content"]) for m in page.select("meta[content]")
    ]
    found = [
        (name, content) for name, content in found if name and name not in {"viewport", "robots"}
    ]
    assert len(found) == len(dict(found)), "a tag stands twice"
    return dict(found)


def data(page):
    blocks = page.select('script[type="application/ld+json"]')
    assert len(blocks) == 1
    return json.loads(blocks[0].string)


def nodes(node):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def all_pages(out):
    return {
        path: BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(out.rglob("*.html"))
    }


def without_address(workshop):
    workshop.change("conf.py", f'html_baseurl = "{ADDRESS}"', 'html_baseurl = ""')


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory):
    """The small edition as built, which no test changes."""
    workshop = Workshop(tmp_path_factory.mktemp("unchanged"))
    workshop.build()
    return workshop


# -- Zotero


@pytest.mark.parametrize(
    "name",
    ["index", "text/one", "glossary", "bibliography", "layers/comment", "genindex", "search"],
)
def test_every_page_describes_the_edition(unchanged, name):
    assert tags(unchanged.page(name)) == {**EDITION, "bibo:uri": ADDRESS}


def test_permanent_page_describes_the_essay(unchanged):
    page = unchanged.page("p/2")
    assert tags(page) == {**ESSAY, "og:url": f"{ADDRESS}p/2.html"}
    assert page.select_one("link[rel=canonical]")["href"] == f"{ADDRESS}p/2.html"
    assert page.select_one("meta[http-equiv=refresh]")["content"] == "0; url=../text/one.html#p2"


def test_no_page_has_tags_that_zotero_misreads(unchanged):
    for path, page in all_pages(unchanged.folder / "out/html").items():
        assert [name for name in tags(page) if name.startswith(HARMFUL)] == [], path
        assert page.select(".Z3988") == []


def test_edition_without_an_address_has_relative_addresses(workshop):
    without_address(workshop)
    out = workshop.build()
    assert tags(workshop.page("text/one"))["bibo:uri"] == "../index.html"
    assert tags(workshop.page("index"))["bibo:uri"] == "index.html"
    page = workshop.page("p/2")
    assert tags(page) == {**ESSAY, "bibo:uri": "2.html"}
    assert page.select_one("link[rel=canonical]")["href"] == "../text/one.html#p2"
    for path, page in all_pages(out).items():
        described = [*tags(page).values(), *(link["href"] for link in page.select("link[href]"))]
        for block in page.select('script[type="application/ld+json"]'):
            addresses = ("@id", "url", "isPartOf")
            described += [
                node[key]
                for node in nodes(json.loads(block.string))
                for key in addresses
                if isinstance(node.get(key), str)
            ]
        assert [text for text in described if "://" in text] == [], path


def test_relative_addresses_work_with_dirhtml(workshop):
    without_address(workshop)
    out = workshop.build("dirhtml")
    text = BeautifulSoup((out / "text/one/index.html").read_text("utf-8"), "html.parser")
    start = BeautifulSoup((out / "index.html").read_text("utf-8"), "html.parser")
    assert (tags(text)["bibo:uri"], tags(start)["bibo:uri"]) == ("../../", "./")
    assert data(text)["@id"] == "./"


def test_edition_without_an_essay_setting_has_no_metadata(workshop):
    workshop.change("conf.py", "edition_essay = {", "not_the_essay = {")
    workshop.build()
    for name in ("text/one", "p/2"):
        page = workshop.page(name)
        assert tags(page) == {}
        assert page.select('script[type="application/ld+json"]') == []
    assert workshop.page("p/2").select_one("link[rel=canonical]")["href"] == "../text/one.html#p2"


def test_quotation_marks_and_brackets_in_a_title_are_escaped(workshop):
    workshop.change(
        "conf.py", '"own": "『港の「市場」』注釈版"', '"own": "</script><b>\\"港\\" & \'市場\'"'
    )
    workshop.build()
    page = workshop.page("index")
    assert tags(page)["DC.title"] == data(page)["name"] == "</script><b>\"港\" & '市場'"


# -- schema.org


def test_data_of_the_first_page_describe_the_edition(unchanged):
    assert data(unchanged.page("index")) == {
        "@context": "https://schema.org",
        "@type": "Book",
        "@id": ADDRESS,
        "url": ADDRESS,
        "name": "『港の「市場」』注釈版",
        "alternateName": [
            "Minato no “ichiba” chūshakuban",
            "The harbour “market”: Annotated study edition",
        ],
        "editor": {
            "@type": "Organization",
            "name": "本版編者",
            "alternateName": "The edition’s editors",
        },
        "version": "1.0",
        "datePublished": "2020-02-03",
        "inLanguage": "ja",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "isBasedOn": {
            "@type": "NewsArticle",
            "headline": "港の「市場」、昨日と明日",
            "alternativeHeadline": "港の「市場」",
            "author": {
                "@type": "Person",
                "name": "Anna Smith",
                "alternateName": "アンナ・スミス",
                "familyName": "Smith",
                "givenName": "Anna",
            },
            "datePublished": "2020-01-01",
            "inLanguage": "ja",
            "publisher": {"@type": "Organization", "name": "Harbour Times"},
        },
    }


def test_data_of_a_text_page_list_its_paragraphs_and_notes(workshop):
    workshop.change("layers/comment.md", "author: 試験", "author: 山田 花子")
    workshop.build()
    page = data(workshop.page("text/one"))
    here = f"{ADDRESS}text/one.html"
    assert (page["@type"], page["@id"], page["name"]) == ("Chapter", here, "市の始まり")
    assert page["isPartOf"] == {
        "@type": "Book",
        "@id": ADDRESS,
        "name": "『港の「市場」』注釈版",
        "version": "1.0",
    }
    numbered = [part for part in page["hasPart"] if "position" in part]
    assert [(part["@id"], part["url"], part["position"], part["name"]) for part in numbered] == [
        (f"{here}#p{n}", f"{ADDRESS}p/{n}.html", n, f"第{n}段落") for n in (1, 2, 3)
    ]
    notes = {
        part["@id"].partition("#")[2]: part for part in page["hasPart"] if "position" not in part
    }
    assert notes["note-comment-toll"] == {
        "@type": "CreativeWork",
        "@id": f"{here}#note-comment-toll",
        "name": "市場税",
        "author": {"@type": "Person", "name": "山田花子"},
        "about": {"@id": f"{here}#p2"},
    }
    (precis,) = (note for name, note in notes.items() if "precis-en" in name)
    assert (precis["inLanguage"], precis["author"]["name"]) == ("en", "本版編者")


def test_data_have_the_licence_of_a_layer_if_it_differs(workshop):
    workshop.change("layers/comment.md", "license: CC-BY-4.0", "license: CC-BY-SA-4.0")
    workshop.build()
    notes = [part for part in data(workshop.page("text/one"))["hasPart"] if "about" in part]
    assert {part.get("license") for part in notes} == {
        None,
        "https://creativecommons.org/licenses/by-sa/4.0/",
    }


def test_data_of_the_glossary_are_a_set_of_terms(unchanged):
    page = data(unchanged.page("glossary"))
    assert (page["@type"], page["name"]) == ("DefinedTermSet", "用語集")
    terms = {term["termCode"]: term for term in page["hasDefinedTerm"]}
    assert terms.keys() == {"salt-tax", "harbour-market", "market-toll", "nbc"}
    assert terms["harbour-market"]["alternateName"] == ["harbour market", "湾の市場", "港市"]
    assert terms["salt-tax"]["@id"] == f"{ADDRESS}glossary.html#term-salt-tax"


def test_data_of_a_permanent_page_name_essay_and_edition(unchanged):
    page = data(unchanged.page("p/2"))
    assert (page["@id"], page["position"]) == (f"{ADDRESS}p/2.html", 2)
    assert [whole["@type"] for whole in page["isPartOf"]] == ["NewsArticle", "Book"]


def test_changed_release_date_rewrites_the_pages(workshop):
    """The date is in no source document."""
    workshop.build()
    workshop.change("conf.py", 'edition_released = "2020-02-03"', 'edition_released = "2021-03-04"')
    incremental = workshop.build()
    assert tags(workshop.page("text/one"))["DC.date"] == "2021-03-04"
    assert differing_files(incremental, workshop.build(output="clean", fresh=True)) == []


# -- the edition of this repository


def test_every_id_of_the_edition_is_described_once(edition):
    known = json.loads((edition / "edition.json").read_text("utf-8"))
    described = []
    for path in sorted(edition.rglob("*.html")):
        for block in BLOCK.findall(path.read_text("utf-8")):
            place = path.relative_to(edition).as_posix()
            for node in nodes(json.loads(block)):
                assert (
                    node.keys() >= REQUIRED[node["@type"]]
                    if "@type" in node
                    else node.keys() == {"@id"}
                ), (place, node)
                if "#" in node.get("@id", "") and "@type" in node:
                    described.append(
                        urljoin(f"https://x.org/{place}", node["@id"]).removeprefix(
                            "https://x.org/"
                        )
                    )
    assert sorted(described) == sorted(
        piece["address"] for kind in ("paragraphs", "notes", "terms") for piece in known[kind]
    )


def test_every_paragraph_has_its_permanent_page(edition):
    for paragraph in json.loads((edition / "edition.json").read_text("utf-8"))["paragraphs"]:
        page = BeautifulSoup((edition / paragraph["permalink"]).read_text("utf-8"), "html.parser")
        assert tags(page)["z:itemType"] == "newspaperArticle"
        assert data(page)["position"] == paragraph["number"]


def test_data_are_allowed_by_a_strict_policy(browser, served):
    page = browser.new_page()
    page.add_init_script(
        "violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective))"
    )
    for name in ("index.html", "text/lead.html", "glossary.html", "bibliography.html"):
        page.goto(f"{served}/{name}")
        block = page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(block)["@context"] == "https://schema.org"
        assert page.evaluate("violations") == []
    # the same block as a script is refused, so the policy was in force
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))"
    )
    page.wait_for_function("violations.length == 1")
    page.close()


def test_permanent_page_redirects_under_a_strict_policy(browser, served):
    page = browser.new_page()
    page.goto(f"{served}/p/18.html")
    page.wait_for_url("**/text/*.html#p18")
    page.close()
