"""Which files beside the sources are published: pictures that only draw, and declared downloads."""

import random

import pytest

from study_edition.sources.picture_files import refused_part

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
DRAWINGS = [
    '<rect width="9" height="9" fill="red"/>',
    '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/>',
    '<style>rect { fill: url("#a") }</style><use x:href="#b"/><use href="#b"/>',
    '<image href="data:image/png;base64,AA=="/><text>a &amp; b</text>',
    '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><title>T</title>',
    '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
    "<style>@font-face { font-family: a; src: url(data:font/woff2;base64,AA==) }</style>",
    '<rect fill="url( &apos;#a&apos; )"/>',
    '<g id="gene-expression"/>',
    '<i:namedview xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:zoom="1"/>',
]
ACTIVE = [
    "<script>pwned()</script>",
    '<script href="data:text/javascript,pwned()"/>',
    '<s:script xmlns:s="http://www.w3.org/2000/svg">pwned()</s:script>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">pwned()</h:script>',
    "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
    '<rect onload="pwned()"/>',
    '<rect OnClick="pwned()"/>',
    '<a href="javascript:pwned()"><text>x</text></a>',
    '<a x:href="https://example.org"><text>x</text></a>',
    '<use href="https://example.org/a.svg#b"/>',
    '<use x:href="other.svg#b"/>',
    '<image href="https://example.org/a.png"/>',
    '<image href="data:image/svg+xml;base64,AA=="/>',
    '<image href="data:text/html,x"/>',
    "<style>@font-face { src: url(https://example.org/a.woff2) }</style>",
    r"<style>rect { fill: \75 rl(https://example.org/a) }</style>",
    '<rect style="width: expression(pwned())"/>',
    "<style>@font-face { src: url(data:text/html,x) }</style>",
    "<style>@import 'https://example.org/a.css';</style>",
    "<style>rect { fill: url(https://example.org/a) }</style>",
    '<rect style="fill: url( &quot;//example.org/a&quot;)"/>',
    '<rect fill="url(data:image/svg+xml,x)"/>',
    '<animate attributeName="href" values="javascript:pwned()"/>',
    '<set attributeName="onmouseover" to="pwned()"/>',
    '<g xml:base="https://example.org/"/>',
    "<iframe/>",
    "<handler type='text/ecmascript'>pwned()</handler>",
    "<unknown/>",
]


def picture(folder, data, name="a.svg"):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_svg_that_only_draws_is_published(tmp_path, drawing):
    assert refused_part(picture(tmp_path, SVG.format(drawing))) == ""


@pytest.mark.parametrize("part", ACTIVE)
def test_svg_with_anything_active_is_refused(tmp_path, part):
    assert refused_part(picture(tmp_path, SVG.format(part)))


def test_active_part_is_found_anywhere_in_a_drawing(tmp_path):
    choose = random.Random(17)
    for _ in range(200):
        parts = choose.sample(DRAWINGS, 3)
        parts.insert(choose.randrange(4), choose.choice(ACTIVE))
        depth = choose.randrange(30)
        inside = "<g>" * depth + "".join(parts) + "</g>" * depth
        assert refused_part(picture(tmp_path, SVG.format(inside)))


@pytest.mark.parametrize(
    "data",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"),
        '<?xml-stylesheet href="a.xsl"?>' + SVG.format(""),
        "<html/>",
        "<svg><script>pwned()</script></svg>",
        "not XML",
        "",
        SVG.format("<rect/>").encode("utf-16"),
        SVG.format("\0"),
    ],
)
def test_file_that_is_no_plain_svg_is_refused(tmp_path, data):
    assert refused_part(picture(tmp_path, data))


def test_usual_document_type_is_accepted(tmp_path):
    head = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    assert refused_part(picture(tmp_path, head + SVG.format(DRAWINGS[0]))) == ""


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.jpeg", "a.gif", "a.webp"])
def test_picture_of_another_content_is_refused(tmp_path, name):
    assert refused_part(picture(tmp_path, "<script>pwned()</script>", name))
    assert refused_part(picture(tmp_path, SVG.format(DRAWINGS[0]), name))


def test_nothing_active_and_nothing_undeclared_is_in_the_output(workshop):
    for name, text in {
        "layers/evil.js": "window.pwned = 1 // SECRETFILE",
        "layers/evil.html": "<script>SECRETFILE</script>",
        "layers/evil.svg": SVG.format("<script>SECRETFILE</script>"),
        "layers/plan.pdf": "%PDF-1.4 SECRETFILE",
        "layers/good.svg": SVG.format(DRAWINGS[0]),
        "layers/declared.pdf": "%PDF-1.4 declared",
        "layers/declared.html": "SECRETFILE",
    }.items():
        workshop.write(name, text)
    workshop.add("conf.py", '\nedition_downloads = ["layers/declared.*"]\n')
    workshop.add(
        "layers/comment.md",
        "\n:::{note} 4\n:id: evil\n\n"
        "[a](evil.js)、![b](evil.svg)、[c](evil.html)、[d](plan.pdf)、![e](good.svg)、[f](declared.pdf)、[g](declared.html)\n:::\n",
    )
    out = workshop.build()
    names = {path.name for path in out.rglob("*") if path.is_file()}
    assert {"good.svg", "declared.pdf"} <= names
    assert not names & {"evil.js", "evil.html", "evil.svg", "plan.pdf", "declared.html"}
    assert not [p for p in out.rglob("*") if p.is_file() and b"SECRETFILE" in p.read_bytes()]
    line = workshop.line("layers/comment.md", "evil.js")
    assert sorted((w.path, w.line, w.subtype) for w in workshop.warned) == [
        *[("layers/comment.md", line, "edition.download_refused")] * 4,
        ("layers/comment.md", line, "edition.picture_refused"),
    ]
