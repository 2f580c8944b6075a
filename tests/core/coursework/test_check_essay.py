"""The check of coursework: what it must report, and above all what it must not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_paths import ROOTS
from study_edition.core.coursework import (
    CourseworkEdition,
    EditionNote,
    EditionSource,
    check,
)
from study_edition.core.coursework.prose import lay_out
from study_edition.core.coursework.quotations import find_quotes, size
from study_edition.core.coursework.romaji import romaji
from study_edition.core.coursework.text_comparison import (
    comparable,
    compare,
    contains_in_order,
    differing_words,
    fragments,
)
from study_edition.core.text.document_line import Line, Part

WITNESS = (ROOTS / "test-coursework/essay.txt").read_text("utf-8").splitlines()
NUMBERS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13)
EDITION = CourseworkEdition(
    paragraphs=frozenset(NUMBERS),
    precis={
        3: (
            "橋が奪ったのは時間だという自説を改め、失われたのは待機の慣行だとする。",
            "What the bridge took away was not time but the habit of waiting.",
        ),
        8: (
            "営利を離れたことが、橋の完成まで渡しが続いた理由だと論じる。",
            "Because it was no longer a trade, the ferry could go on until the bridge was built.",
        ),
    },
    notes=(
        EditionNote(
            (6,), "船頭の台帳は二冊が現存し、「赤い丸印の付いた客は無賃である」と表紙にある。"
        ),
    ),
    names=frozenset({"待つという習慣", "舟の時代"}),
    retired={7: (8,), 14: ()},
    sources=(
        EditionSource("mizuno2019", (("水野", "Mizuno"),), "2019", "橋と「待つ町」"),
        EditionSource("tani2012", (("谷", "Tani"),), "2012", "贈与の町"),
        EditionSource("kishi2008", (("岸", "Kishi"),), "2008", "渡し場の民俗"),
        EditionSource("harlow1998", (("Harlow",), ("Petrov",)), "1998", "Pricing the Bridge"),
    ),
    essay_key="mizuno2019",
    author=("水野", "Mizuno"),
    titles=("橋と「待つ町」",),
    editors=("試験",),
    witness=dict(zip(NUMBERS, WITNESS, strict=True)),
)
LIST = "参考文献\n水野遥（2019）「橋と『待つ町』」\n谷澄江（2012）『贈与の町』\n岸一郎（2008）『渡し場の民俗』\nHarlow and Petrov (1998) Pricing the Bridge"


def kinds_found(text: str, edition: CourseworkEdition = EDITION) -> list[str]:
    """Return the kinds of findings in a text with a complete list of sources."""
    lines = [
        Line(i, line.removeprefix("> "), Part.QUOTE if line.startswith("> ") else Part.TEXT)
        for i, line in enumerate(f"{text}\n\n{LIST}".split("\n"), 1)
        if line
    ]
    return [finding.kind.value for finding in check(lines, edition).findings]


def count_references(text: str) -> int:
    return check([Line(1, text)], EDITION).references


@pytest.mark.parametrize(
    "text",
    [
        # exact, in the forms in which students quote
        "「舟が出れば市が立ち、舟が休めば学校も休む。」（第2段落）",
        "「舟が出れば市が立ち、舟が休めば学校も休む」と水野は書く（第2段落）。",
        "第2段落は「舟が出れば市が立ち、舟が休めば学校も休む」と述べる。",
        "「舟が出れば市が立ち……人びとは時計より先に川を見た」（第2段落）。",
        "「舟が出れば市が立ち（中略）人びとは時計より先に川を見た」（第2段落）。",
        "「［舟が］出れば市が立ち、舟が休めば学校も休む」（第2段落）。",
        "「船頭は、顔見知りから[1]金を取らなくなっていた」（第6段落）。",
        "「船頭（せんどう）は、顔見知りから金を取らなくなっていた」（第5～6段落）。",
        "『舟が出れば市が立ち，舟が休めば学校も休む』（水野 2019、第2段落）。",
        "「舟が出れば市が立ち、\n舟が休めば学校も休む」（第2段落）。",
        "第1段落には「祝う者より、川岸に残された舟を見に行く者のほうが多かった」とある。そこで水野は「渡し舟の船頭が最後の一人になった年の秋」と時を示す。",
        "水野は「人びとは時計より先に川を見た」と書く。これは第2段落の結びである。",
        "第2段落と第4段落は、「人びとは時計より先に川を見た」「新聞が来るより半日早かった」と、どちらも速さを語る。",
        "> 川は今日も同じ速さで流れている。変わったのは、それを見る人の数だけだ。\n（第13段落）",
        "第13段落は次のように終わる。\n> 川は今日も同じ速さで流れている。変わったのは、それを見る人の数だけだ。",
        "「川は今日も同じ速さで流れている」[1]。\n\n注\n[1] 水野、第13段落。",
        "「川は今日も同じ速さで流れている」（1）。\n\n注\n（1）水野、第13段落。",
        "「川は今日も同じ速さで流れている」という1。\n\n注\n1\u2003水野、第13段落。\n2\u2003同上、第2段落。",
        # across two paragraphs, from two, and with the reference after the quotation
        "> 人びとは時計より先に川を見た。\n> 橋は時間を町から取りあげた、と私は書いたことがある。\n（第2～3段落）",
        "「人びとは時計より先に川を見た……橋は時間を町から取りあげた」（第2、3段落）。",
        "> 川は今日も同じ速さで流れている。変わったのは、それを見る人の数だけだ。\n\nこれが第13段落である。",
        'The précis says that "what the bridge took away was not time but the habit of waiting" (para. 3).',
        "In para. 3 the précis says, “[W]hat the bridge took away was not time … but the habit of waiting.”",
        "「人びとは時計より先に川を見た（第2段落）」と書かれている。",
        "「舟が出れば市が立ち〜人びとは時計より先に川を見た」（第2段落）。",
        # emphasis, words, terms, titles
        "第3段落のいう「待つという習慣」は、ふつうの「待ち時間」とは違う。",
        "第3段落は、いわゆる「時は金なりという近代の信仰」への異議である。",
        "水野の論考「橋と『待つ町』」第3段落を読む。",
        "第3段落を、谷の論文「贈り物はなぜ町を結びつけるのか」と読み比べる。",
        "第3段落に、「橋が町から持ち去ったもの」という題を付けた。",
        "第3段落を読むと、「なぜ橋は待つことを奪ったのか」という疑問がわく。",
        "第3段落に対しては、「橋は時間を町に返したのだ」と言う人もいるだろう。",
        # other people's words
        "谷（2012）は「贈り物は返せないから人を動けなくする」と述べ、第3段落の水野と対立する。",
        "第3段落の水野とは違い、谷（2012、31頁）は「贈り物は返せないから人を動けなくする」と論じる。",
        "第3段落の水野に対し、岸は「舟は金のためだけに出たのではない」と言う。",
        "第3段落をめぐって、谷（2012）は次のように述べる。\n> 贈り物は返せないからこそ、人を動けなくするのである。",
        "第3段落について、「贈り物は返せないから人を動けなくする」（谷 2012、31頁）という見方もある。",
        "母の「もう舟には乗らないと決めたよ」という言葉を、私は第3段落を読んで思い出した。",
        "私は、第3段落の主張を「橋は町の呼吸を変えてしまった」と言い換えたい。",
        "私なら第3段落を「橋は町の呼吸を変えてしまった」とまとめる。",
        'In para. 3 I see what my teacher called "the long shadow of a borrowed hour and its price".',
        "“In the autumn the last boatman was left alone” (my translation, para. 1).",
        "Tani writes that “a gift cannot be returned and so it binds” (2012, 31), unlike para. 8.",
        "水野は「赤い丸印の付いた客は無賃である」という表紙の言葉を知らなかった。",
        # paragraphs of other works
        "『贈与の町』第30段落に同じ例がある。",
        "ハーグ宣言の第30段落と（ハーグ宣言、第31段落）を見よ。",
        "コミュニケ第30段落と、安保理決議第31段落を見よ。",
        "In paragraph 30 of the Communiqué it is said.",
        "本稿第30段落で述べたように、橋は高い。",
        "(Harlow and Petrov 1998, para. 120) and para. 30 of the Hague Declaration.",
        "谷（2012、第30段落）はそう書く。",
        "(Tani, p30)",
        # sources
        "Tani (2012) and (Harlow & Petrov, 1998: 12); 岸一郎の『渡し場の民俗』（2008年）; (Petrov and Harlow 1998)",
        "川岸（2008年の台風）と山谷（2012年）",
        "谷口（2012）は別の人である。",
        "2012年の台風を谷が語る。台風は谷の2012年の本にもない。谷（2012年に死去）を悼む。",
        "See (Tani 2012), para. 30.",
        "（谷、31頁；第3段落）",
        # where quotations come from is said elsewhere
        "第2段落は町を語る。同じ段落に「舟が出れば市が立ち、舟が休めば学校も休む」とある。",
        "谷はこう書く。\n> 贈り物は返せないからこそ、人を動けなくするのである。（31頁）",
        "町の暮らしを見よう。\n> 人びとは時計より先に川を見た。[1]\n\n注\n[1] 水野、第2段落。",
        "> 人びとは時計より先に川を見た。\n\n> 橋は時間を町から取りあげた、と私は書いたことがある。\n（第2～3段落）",
        # too short, or too long for one quotation
        "川の町には「川と海と空」がある。",
        "第4段落では川の底を「川と海」と呼ぶ。",
        "第3段落では、人は「時計より先に川」を見ないのだろうか。",
        "第3段落では、「人びとは時計より先に川」を見ないのだろうか。",
        "母は「橋のことは何も知らないし知りたくもないとずっと思って生きてきた」と言う。",
        "「" + "甲" * 3000 + "」",
        # brackets belong to the sentence before them
        "彼は渡った。（第2段落）。人は去った。",
    ],
)
def test_correct_text_has_no_finding(text):
    assert kinds_found(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("第15段落を見よ。", ["no-such-paragraph"]),
        ("¶¶13–15を見よ。", ["no-such-paragraph"]),
        ("第6～2段落を見よ。", ["no-such-paragraph"]),
        ("paras. 10–12 and 15", ["no-such-paragraph"]),
        ("第7段落を見よ。", ["retired"]),
        ("第14段落を見よ。", ["retired"]),
        ("「人びとは時計より先に川を見た」（第3段落）。", ["wrong-paragraph"]),
        (
            "「人びとは時計より先に川を見た」（第3段落）、「待つ者どうしは話をする」（第4段落）。",
            ["wrong-paragraph"],
        ),
        (
            "第3段落は「人びとは時計より先に川を見た」と述べ、第4段落は「待つ者どうしは話をする」と続ける。",
            ["wrong-paragraph"],
        ),
        ("「人びとは時計より先に川を見た」[1]。\n\n注\n[1] 水野、第3段落。", ["wrong-paragraph"]),
        ("> 人びとは時計より先に川を見た。（第3段落）", ["wrong-paragraph"]),
        ("「人びとは時計より先に空を見た」（第2段落）。", ["quotation-altered"]),
        (
            "水野は第2段落で「舟が来れば市が立ち、舟が休めば学校も休む」と書く。",
            ["quotation-altered"],
        ),
        (
            "「舟が出れば市が立ち……人びとは時計より先に空を見た」（第2段落）。",
            ["quotation-altered"],
        ),
        ("「待つ者は川の底を知っている」（第2段落）。", ["quotation-not-found"]),
        ("要旨は第3段落を「待つ者は川の底を知っている」とまとめる。", ["quotation-not-found"]),
        (
            "水野は「橋が奪ったのは時間だという自説を改め」と書く（第3段落）。",
            ["quotation-not-found"],
        ),
        (
            "“Because it was no longer a trade, the ferry could go on” (Mizuno 2019, para. 8).",
            ["quotation-not-found"],
        ),
        (
            "この町では「舟が出れば市が立ち、舟が休めば学校も休む」のであった。",
            ["quotation-uncited"],
        ),
        (
            "水野は谷（2012、31頁）を引く。「舟が出れば市が立ち、舟が休めば学校も休む」という町である。",
            ["quotation-uncited"],
        ),
        ("> 橋は時間を町から取りあげた、と私は書いたことがある。", ["quotation-uncited"]),
        (
            "> 人びとは時計より先に川を見た。\n> 橋は時間を町から取りあげた、と私は書いたことがある。",
            ["quotation-uncited"],
        ),
        (
            "「人びとは時計より先に川を見た。橋は時間を町から取りあげた」（第2段落）。",
            ["wrong-paragraph"],
        ),
        ("「人びとは時計より先に川を見た（第3段落）」と書かれている。", ["wrong-paragraph"]),
        (
            "「橋は時間を町から取りあげた……人びとは時計より先に川を見た」（第3段落）。",
            ["wrong-paragraph"],
        ),
        (
            "「人びとは時計より先に川を見た……舟が出れば市が立ち、舟が休めば学校も休む」（第2段落）。",
            ["quotation-altered"],
        ),
        (
            "「人びとは時計より先に川を見た」（第2段落）と、「新聞が来るより半日早かった」とは対になる。",
            ["quotation-uncited"],
        ),
        ("谷（2011）ではなく Wells (2003) を見よ。", []),
        ("「人びとは時計より先に川を見た」（第15段落）。", ["no-such-paragraph"]),
        ("「人びとは時計より先に川を見た」（第6～2段落）。", ["no-such-paragraph"]),
        (
            "この町では「舟が来れば市が立ち、舟が休めば学校も休む」のであった。",
            ["quotation-uncited"],
        ),
        (
            "第2段落を読む。この町では「舟が来れば市が立ち、舟が休めば学校も休む」のであった。",
            ["quotation-altered"],
        ),
        ("第4段落には「舟が来れば市が立ち、舟が休めば学校も休む」とある。", ["wrong-paragraph"]),
        (
            "水野は第2段落で「営利を離れたことが、橋の完成まで渡しが続いた理由だ」と書く。",
            ["wrong-paragraph"],
        ),
    ],
)
def test_faults_are_reported(text, kinds):
    assert kinds_found(text) == kinds


def test_quotation_is_unchecked_without_the_text():
    blind = replace(EDITION, witness={})
    assert kinds_found("「待つ者は川の底を知っている」と水野は書く（第2段落）。", blind) == [
        "quotation-unchecked"
    ]
    assert kinds_found(
        "要旨は「待つ者は川の底を知っている」とまとめる（要旨、第2段落）。", blind
    ) == ["quotation-not-found"]
    assert (
        not check([Line(1, "「待つ者は川の底を知っている」（第2段落）。")], blind)
        .findings[0]
        .kind.is_error
    )
    assert kinds_found("「川の底」（第2段落）。", blind) == []


def test_quotation_from_a_missing_paragraph_is_unchecked():
    part = replace(EDITION, witness={2: EDITION.witness[2]})
    assert kinds_found("「待つ者は川の底を知っている」（第2段落）。", part) == [
        "quotation-not-found"
    ]
    assert kinds_found("「待つ者は川の底を知っている」（第4段落）。", part) == [
        "quotation-unchecked"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "谷（2012）による。",
        "（谷 2012、31頁）",
        "(Tani 2012)",
        "Tani’s book (2012)",
        "谷澄江『贈与の町』（2012）",
        "谷[3]によれば",
        "(Tani 31)",
    ],
)
def test_unlisted_source_is_reported(text):
    lines = [
        Line(1, text),
        Line(3, "参考文献"),
        Line(4, "水野遥（2019）「橋と『待つ町』」"),
    ]
    (finding,) = check(lines, EDITION).findings
    assert (finding.line, finding.kind.value) == (1, "source-missing")
    assert "文献一覧にない" in finding.message.text("ja")


@pytest.mark.parametrize(
    "entry",
    [
        "谷澄江（2012）『贈与の町』川辺社。",
        "Tani, Sumie. Zōyo no machi. 2012.",
        "『贈与の町』",
        "谷澄江『贈与の町』川辺社、平成24年。",
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        "参考文献",
        "【文献一覧】",
        "引用・参考文献",
        "References",
        "WORKS CITED",
        "5. 参考文献",
        "Bibliography:",
    ],
)
def test_listed_source_is_accepted(head, entry):
    assert (
        check(
            [Line(1, "谷（2012）による。"), Line(3, head), Line(4, entry)],
            EDITION,
        ).findings
        == ()
    )


def test_full_note_counts_as_a_listed_source():
    note = Line(1, "[1] 谷澄江『贈与の町』川辺社、2012年、31頁。", Part.NOTE)
    assert check([Line(1, "谷（2012）による[1]。"), note], EDITION).findings == ()
    short = Line(1, "[1] 谷、31頁。", Part.NOTE)
    (finding,) = check([Line(1, "谷（2012）による[1]。"), short], EDITION).findings
    assert "文献一覧がなく" in finding.message.text("ja")


def test_list_of_sources_ends_at_the_next_heading():
    def check_with(*lines, part=Part.TEXT):
        numbered = [Line(2 * n, line, part) for n, line in enumerate(lines, 2)]
        return check([Line(1, "谷（2012）による。"), *numbered], EDITION).findings

    listed = "谷澄江『贈与の町』川辺社、’12年。"
    assert check_with("文献", "参考文献", "参考文献", listed) == ()
    assert check_with("参考文献", "谷澄江、’12, 2020年に再刊。") == ()
    for heading in ("注", "付録", "Acknowledgements"):
        assert check_with("参考文献", listed, heading) == ()
        (missing,) = check_with(
            "参考文献", "岸一郎（2008）『渡し場の民俗』", heading, "谷澄江、2012年。"
        )
        assert missing.kind.value == "source-missing"
    assert (
        check_with(
            "注", "[1] 谷澄江『贈与の町』川辺社、2012年。", "参考文献", "岸『渡し場の民俗』2008年"
        )
        == ()
    )


def test_paragraphs_in_entries_of_other_works_are_not_the_edition_s():
    entries = ("山本一『橋』2001年、東京。第30段落まで。", "水野遥「橋と『待つ町』」第30段落。")
    lines = [Line(1, "参考文献"), *(Line(3 + 2 * n, entry) for n, entry in enumerate(entries))]
    assert [finding.line for finding in check(lines, EDITION).findings] == [5]
    note = "Yamamoto, Hajime, The bridge; Suzuki, Ann, A bridge of 2001 and its river, para. 30."
    assert check([Line(1, note, Part.NOTE)], EDITION).findings == ()
    assert len(check([Line(1, "See para. 30.", Part.NOTE)], EDITION).findings) == 1


def test_note_continues_on_the_next_line_unless_it_has_a_mark():
    notes = ["[1] 谷澄江", "『贈与の町』", "[2] 岸一郎"]
    prose = lay_out([Line(n, text, Part.NOTE) for n, text in enumerate(notes, 1)])
    assert [prose.text[block.start : block.end] for block in prose.blocks] == [
        "[1] 谷澄江\n『贈与の町』",
        "[2] 岸一郎",
    ]


def test_edition_without_sources_reports_none():
    assert check([Line(1, "谷（2012）による。")], replace(EDITION, sources=())).findings == ()


def test_at_most_six_ranges_are_named():
    words = "町の人は潮の時刻を鐘の音で知った"
    places = {number: f"{words}。第{number}の話。" for number in range(1, 20, 2)}
    edition = replace(EDITION, paragraphs=frozenset(places), witness=places, precis={})
    (finding,) = check([Line(1, f"昔、「{words}」のであった。")], edition).findings
    assert "¶¶1, 3, 5, 7, 9, 11 and others" in finding.message.text("en")


def test_messages_name_position_and_correction():
    (wrong,) = check([Line(9, "「人びとは時計より先に川を見た」（第3段落）。")], EDITION).findings
    assert (wrong.line, wrong.locus, wrong.excerpt) == (9, "3", "人びとは時計より先に川を見た")
    assert "第2段落（論考の本文）" in wrong.message.text("ja")
    assert "¶2 (the essay)" in wrong.message.text("en")
    (altered,) = check([Line(1, "「人びとは時計より先に空を見た」（第2段落）。")], EDITION).findings
    assert "「先に空を見」は「先に川を見」" in altered.message.text("ja")
    (english,) = check(
        [Line(1, "“Because it was no longer a craft, the ferry could go on” (précis, para. 8)")],
        EDITION,
    ).findings
    assert "“craft,” is “trade,”" in english.message.text("en")
    (turned,) = check(
        [Line(1, "「人びとは時計より先に川を見た……舟が出れば市が立ち、舟が休めば」（第2段落）")],
        EDITION,
    ).findings
    assert "順序が違う" in turned.message.text("ja")
    (parted,) = check(
        [Line(1, "「橋は時間を町から取りあげた……人びとは時計より先に川を見た」（第3段落）")],
        EDITION,
    ).findings
    assert "第3段落、第2段落" in parted.message.text("ja")
    (over,) = check(
        [Line(1, "「人びとは時計より先に川を見た。橋は時間を町から取りあげた」（第2段落）")],
        EDITION,
    ).findings
    assert "¶¶2–3 (the essay)" in over.message.text("en")
    (retired,) = check([Line(1, "第7段落")], EDITION).findings
    assert "第8段落" in retired.message.text("ja")


def test_findings_of_a_line_are_in_its_order():
    assert [
        finding.locus
        for finding in check([Line(1, "甲は¶0と、乙は para. 99 と書いた。")], EDITION).findings
    ] == ["0", "99"]


def test_references_are_counted_in_every_notation():
    assert (
        count_references(
            "¶1、第2段落、段落3、4段落目、p5、para. 6、paras. 8–9、https://example.org/p/10.html、三段落からなる、12頁、p. 13"
        )
        == 8
    )
    assert count_references("『贈与の町』第3段落、(Tani 2012, para. 4)、本稿第5段落") == 0
    assert (
        count_references(
            "(Mizuno 2019, para. 4)、（試験 2020、第4段落の注）、（本版、第5段落）、『橋と「待つ町」』第6段落"
        )
        == 4
    )


def test_text_is_divided_into_sentences_and_blocks():
    prose = lay_out(
        [
            Line(1, "彼は「終わった。」と言う。（第2段落）次に進む。"),
            Line(2, "See para. 3 of it. Then go"),
            Line(3, "on."),
            Line(5, "x"),
        ]
    )
    parts = [prose.text[a:b].strip() for a, b in prose.sentences]
    assert parts == [
        "彼は「終わった。」と言う。（第2段落）次に進む。",
        "See para. 3 of it.",
        "Then go\non.",
        "x",
    ] or parts[0].startswith("彼は「終わった。」と言う。")
    assert [prose.line(block.start) for block in prose.blocks] == [1, 2, 5]
    assert prose.line(prose.text.index("on.")) == 3


def test_quotations_are_found_by_their_marks():
    def words(text):
        return [quote.text for quote in find_quotes(lay_out([Line(1, text)]))]

    assert words('「甲『乙』丙」と“丁”と "a b" と ‘c d’') == ["甲『乙』丙", "丁", "a b", "c d"]
    assert words("閉じない「甲と「乙」") == ["乙"]
    assert words("「甲『乙」") == ["甲『乙"]
    assert words("It’s 5\" wide and don't") == []
    assert size("自由世界は the free world") == 5 + 7.5


@given(st.text("甲乙丙丁。、「」…", min_size=1, max_size=40))
def test_text_contains_its_own_fragments(text):
    parts = fragments(text)
    assert not parts or contains_in_order(parts, comparable(text))


@given(st.text("あいうえおかきくけこ", min_size=12, max_size=60), st.integers(0, 59))
def test_one_changed_character_keeps_the_similarity_high(text, place):
    place %= len(text)
    changed = text[:place] + "漢" + text[place + 1 :]
    match = compare(fragments(changed), comparable(text))
    assert match.similarity >= (len(text) - 1) / len(text) - 0.1
    assert any("漢" in quoted for quoted, _ in match.differences)


@given(st.lists(st.text('甲「」『』“”"（）()第2段落¶。.、[1]\n谷2012 ', max_size=40), max_size=8))
def test_any_lines_are_checked_without_an_error(lines):
    report = check(
        [Line(i, line, tuple(Part)[i % 4]) for i, line in enumerate(lines, 1)],
        EDITION,
    )
    assert all(1 <= finding.line <= len(lines) for finding in report.findings)


def test_differing_words_are_paired():
    assert differing_words("the ferry may stay", "So the ferry can stay open.") == [("may", "can")]


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("ふなばし", "Funabashi"),
        ("たどころ", "Tadokoro"),
        ("すずき", "Suzuki"),
        ("しょうじ", "Shoji"),
        ("はっちょう", "Hatchō"),
        ("ジョン", None),
        ("", None),
    ],
)
def test_kana_are_romanised(kana, latin):
    assert (latin in romaji(kana)) if latin else romaji(kana) == ()
