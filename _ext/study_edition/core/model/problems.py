"""Everything that can be wrong with an edition's sources, in one place and in two languages."""

from __future__ import annotations

import difflib
import os
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Subtype(Enum):
    """The ``subtype`` of a warning of type ``edition``, with its message in Japanese and English."""

    BAD_ID = (
        "id「{id}」は使えない。英小文字で始まる英小文字・数字・ハイフンだけで書く。",
        "id {id!r} is not usable: begin with a letter a-z, then letters a-z, digits and hyphens.",
    )
    NO_PARAGRAPH = (
        "「{id}」が段落に付いていない。見出し・表・リスト・引用・注でない、一つの段落の直前の行に置く。",
        "{id!r} names no paragraph: put it on the line before one plain paragraph, not before a heading, list, table or note.",
    )
    UNKNOWN_OPTION = (
        "{{{name}}} に :{option}: という項目はない。{hint}",
        "{{{name}}} has no option :{option}:. {hint}",
    )
    STRAY_COLONS = (
        "この行のコロンは、何も閉じずに名のない囲みを開く。囲みを入れた外の囲みは、初めと終わりのコロンを中より多くする。",
        "these colons end nothing and open a box without a name: a box with another in it begins and ends with more colons than that.",
    )
    TOO_DEEP = (
        "ここまでの入れ子が{deepest}段を超える。浅くする。",
        "this stands more than {deepest} directives deep: bring it further out.",
    )
    PARAGRAPH_IN_LAYER = (
        "層に第{number}段落がある。段落は text フォルダーのファイルに置き、層には注だけを書く。",
        "paragraph {number} stands in a layer: paragraphs belong in the files of text/, and a layer has notes only.",
    )
    NESTED = (
        "注や用語の中に別の{what}がある。外に出す。",
        "a {what} stands inside a note or a term: move it out.",
    )
    RAW_REFUSED = (
        "raw は使えない。MyST の書き方に改める。",
        "raw is not allowed: write MyST instead.",
    )
    DIRECTIVE_REFUSED = (
        "{{{name}}} は層では使えない。{hint}",
        "{{{name}}} is not allowed in a layer. {hint}",
    )
    FILE_REFUSED = (
        "{{{name}}} で別のファイルは読めない。中身をここに書く。",
        "{{{name}}} may not read another file: write its content here.",
    )
    FILE_OUTSIDE = (
        "「{path}」は source フォルダーの中の画像でない。source の中に置き、そこからの道筋を書く。",
        "{path!r} is no file of the edition that may be shown: put a picture into source/ and give its path there.",
    )
    PICTURE_ELSEWHERE = (
        "画像「{address}」がよそにある。ファイルを source フォルダーに置いて、その名を書く。",
        "the picture {address!r} is elsewhere: put its file into source/ and name that.",
    )
    ADDRESS_REFUSED = (
        "リンク先「{address}」は使えない（{scheme}:）。使えるのは http、https、mailto。",
        "the link to {address!r} is not allowed ({scheme}:); a link may be http, https or mailto.",
    )
    META_REFUSED = (
        "頁の meta 要素は書けない。除く。",
        "a source may not write meta elements: remove them.",
    )
    KEY_REFUSED = (
        "前書きの「{key}」は使えない。MyST の設定は conf.py に書く。",
        "the key {key!r} is not allowed in the front matter: settings of MyST belong in conf.py.",
    )
    NOT_UNICODE = (
        "UTF-8 でない。エディターで UTF-8 として保存し直す。",
        "not UTF-8: save it as UTF-8 in your editor.",
    )
    NUL_CHARACTER = (
        "文字でないもの（U+0000）がある。除く。",
        "there is a NUL (U+0000), which is no character: remove it.",
    )
    BAD_FORMULA = (
        "数式「{formula}」は頁に組めない：{reason}。書き方を改める。",
        "the formula {formula!r} cannot be set on a page: {reason}; write it in another way.",
    )
    BAD_SOURCE_KEY = (
        "文献の鍵「{id}」は使えない。英小文字で始まる英小文字・数字・ハイフンだけで書く。",
        "the source key {id!r} is not usable: begin with a letter a-z, then letters a-z, digits and hyphens.",
    )
    BAD_BIBLIOGRAPHY = (
        "{path}: 文献ファイルが読めない：{detail}。",
        "{path}: the bibliography file cannot be read: {detail}.",
    )
    DUPLICATE_ID = (
        "「{id}」は {other} にもある。どちらかの番号か id を改める。",
        "{id!r} stands in {other} as well: change the number or id of one of them.",
    )
    BAD_LOCUS = (
        "段落の指定「{locus}」が読めない。18、18-20、18,24 のように小さい順に書く。",
        "cannot read the locus {locus!r}: write 18, 18-20 or 18,24, in rising order.",
    )
    FALLING_LOCUS = (
        "「{locus}」は後の番号の方が小さい。{turned} のことなら、そう書く。",
        "{locus} runs backwards: if {turned} is meant, write that.",
    )
    AMBIGUOUS_LOCUS = (
        "「{locus}」は二通りに読める。{candidates} のどちらかを書く。",
        "{locus!r} can be read in two ways: write one of {candidates}.",
    )
    PAGE_LOCUS = (
        "「{locus}」は頁を指す。この版に頁はない。段落なら ¶18 のように書く。",
        "{locus!r} is a page, and the edition has none: for a paragraph write ¶18.",
    )
    UNKNOWN_PARAGRAPH = (
        "第{number}段落はこの版にない（{known}）。番号を確かめる。",
        "there is no paragraph {number} in this edition ({known}): check the number.",
    )
    UNKNOWN_TERM = (
        "用語「{id}」は用語集にない。{hint}",
        "there is no term {id!r} in the glossary. {hint}",
    )
    UNKNOWN_NOTE = (
        "注「{id}」はない。{hint}",
        "there is no note {id!r}. {hint}",
    )
    UNKNOWN_QUESTION = (
        "問い「{id}」はない。{hint}",
        "there is no question {id!r}. {hint}",
    )
    UNKNOWN_EVENT = (
        "年表に「{id}」という項目はない。{hint}",
        "there is no event {id!r} in the timeline. {hint}",
    )
    UNKNOWN_NAME = (
        "人名・地名に「{id}」という項目はない。{hint}",
        "there is no name {id!r}. {hint}",
    )
    UNKNOWN_ENTRY = (
        "{kind}「{id}」はない。{hint}",
        "there is no {kind} {id!r}. {hint}",
    )
    TEXT_CHANGED = (
        "用語「{id}」を見つけた後に、ここの文が変わった。ほかの拡張の変換を見直す。用語へのリンクは付けていない。",
        "the text here was changed after the term {id!r} was found in it, so nothing is linked: check the transforms of other extensions.",
    )
    UNKNOWN_SOURCE = (
        "文献「{id}」は文献ファイルにない。{hint}",
        "there is no source {id!r} in the bibliography file. {hint}",
    )
    LEMMA_TOO_LONG = (
        "見出し語句「{lemma}」は{length}字ある。12字以内に縮める。",
        "the lemma {lemma!r} has {length} characters: shorten it to 12 at most.",
    )
    LEMMA_NOT_FOUND = (
        (
            "見出し語句「{lemma}」は第{number}段落の要旨にも底本の照合記録にもない。綴りを確かめるか、"
            "底本を手元に置いて edition fingerprint を実行する。"
        ),
        (
            "the lemma {lemma!r} stands neither in the précis of ¶{number} nor in the record of the witness: "
            "check its wording, or run `edition fingerprint` with the witness at hand."
        ),
    )
    NOTE_ID_NEEDED = (
        "層「{layer}」には第{locus}段落に id のない注が二つある。一方に :id: を付ける。",
        "layer {layer!r} has two notes on ¶{locus} without an id: give one of them an :id: line.",
    )
    BAD_OPTION = (
        "「{id}」の :{option}: の「{value}」は使えない。使える値：{choices}。",
        ":{option}: {value!r} of {id!r} is not usable; choose from: {choices}.",
    )
    EMPTY_ENTRY = (
        "「{id}」の中身がない。",
        "{id!r} is empty.",
    )
    EMPTY_NOTE = (
        "注の中身がない。",
        "the note is empty.",
    )
    NOTE_OUTSIDE_LAYER = (
        "注は層のファイルに書く。ファイルの先頭に「layer:」を含む前書きを置く。",
        "a note belongs in a layer file: give the file front matter with a `layer:` line.",
    )
    BAD_FRONT_MATTER = (
        "前書きが読めない：{detail}。",
        "cannot read the front matter: {detail}.",
    )
    LAYER_FILE_TWICE = (
        "同じ名の層のファイルがもう一つある（{other}）。ファイルの名を改める。",
        "another layer file has the same name ({other}): rename one of them.",
    )
    NO_LAYER_FOLDER = (
        "conf.py の edition_layers の「{name}」が見つからない。conf.py から見た道筋を書く。",
        "edition_layers in conf.py names {name!r}, which is not there: give its path from conf.py.",
    )
    UNKNOWN_LAYER_KEY = (
        "前書きの「{key}」は知らない項目である。{hint}",
        "unknown key {key!r} in the front matter. {hint}",
    )
    MISSING_LAYER_KEY = (
        "前書きに「{key}」の値がない。",
        "the front matter lacks a value for {key!r}.",
    )
    REPEATED_LAYER_KEY = (
        "前書きに「{key}」が二度ある。一つにする。",
        "the front matter has {key!r} twice: keep one.",
    )
    BAD_LAYER_VALUE = (
        "前書きの「{key}: {value}」は使えない。使える値：{choices}。",
        "{key}: {value!r} is not usable in the front matter; choose from: {choices}.",
    )
    BAD_SETTING = (
        "conf.py の {key} = '{value}' は使えない。使える値：{choices}。",
        "{key} = {value!r} in conf.py is not usable; choose from: {choices}.",
    )
    BAD_RECORD = (
        "conf.py の {key} の「{detail}」が足りないか、使えない。",
        "{key} in conf.py: {detail!r} is missing, unknown or not usable.",
    )
    BAD_READING = (
        "「{headword}」の読み「{reading}」は仮名で書く。",
        "write the reading {reading!r} of {headword!r} in kana.",
    )
    BAD_READING_LINE = (
        "「{text}」は読みの一覧に使えない。「語 よみ」の形で、語の仮名に合う読みを仮名で書く。",
        "{text!r} is no line for a list of readings: write a word, a space and its reading in kana that fits the word's own kana.",
    )
    READING_TWICE = (
        "「{word}」の読みがもう一つある（{other}）。一つにする。",
        "{word!r} has another reading ({other}): keep one.",
    )
    MISSING_OPTION = (
        "「{id}」に :{option}: の行がない。",
        "{id!r} lacks its :{option}: line.",
    )
    DUPLICATE_FORM = (
        "語形「{form}」は用語「{term}」と「{other}」の両方にある。一方から除く。",
        "the form {form!r} belongs to both terms {term!r} and {other!r}: remove it from one.",
    )
    BAD_DATE = (
        "日付「{date}」が読めない。2026-02-20 か 2026-02 のように書く。",
        "cannot read the date {date!r}: write 2026-02-20 or 2026-02.",
    )
    BAD_EVENT_DATE = (
        "日付「{date}」が読めない。1944-07-22、1947-03、2027、1977-01-21/1981-01-20 のように書く。",
        "cannot read the date {date!r}: write 1944-07-22, 1947-03, 2027 or 1977-01-21/1981-01-20.",
    )
    NOT_LATER = (
        "「その後」の日付 {date} は論考の時点（{moment}）より後でない。",
        "the date {date} of what came later is not later than the essay's moment ({moment}).",
    )
    BAD_RUBY = (
        "ルビ「{text}」は「親文字|よみ」の形で、読みを仮名で書く。",
        "write ruby {text!r} as base|reading, the reading in kana.",
    )
    BAD_WITNESS_RECORD = (
        "照合記録 {path} が読めない：{detail}。",
        "cannot read the record of the witness {path}: {detail}.",
    )
    BAD_LEDGER = (
        "台帳のこの行が読めない：{detail}。版管理の履歴から戻し、edition release か edition retire で書き直す。",
        "cannot read this line of the ledger: {detail}; restore it, and write it with `edition release` or `edition retire` only.",
    )
    LEDGER_ID_TWICE = (
        "識別名「{id}」は台帳の{other}行目にもある。正しい方を残す。",
        "the id {id!r} stands on line {other} of the ledger as well: keep the line that is right.",
    )
    VANISHED_ID = (
        "識別名「{id}」（{version}版で公開）がなくなった。戻すか、edition retire {id} --reason … --successor … で引退を記録する。",
        (
            "the id {id!r}, published in version {version}, has vanished: put it back, or record its retirement with "
            "`edition retire {id} --reason … --successor …`."
        ),
    )
    RENAMED_ID = (
        (
            "識別名「{id}」（{version}版で公開）がなくなり、同じ中身が「{other}」にある。元の識別名に戻すか、"
            "edition retire {id} --reason … --successor {other} で引退を記録する。"
        ),
        (
            "the id {id!r}, published in version {version}, has vanished, and its content stands as {other!r}: give it its id back, "
            "or record the change with `edition retire {id} --reason … --successor {other}`."
        ),
    )
    RENUMBERED_ID = (
        (
            "「{id}」に、「{other}」として公開した中身がある。このままでは、すでにある引用が別の中身へ行く。"
            "公開した識別名に戻し、新しいものには新しい識別名を付ける。"
        ),
        (
            "under {id!r} stands what was published as {other!r}, so that citations made of it would lead to something else: "
            "give each its published id back, and what is new a new id."
        ),
    )
    RETIRED_ID_USED = (
        (
            "「{id}」は引退した識別名で（{reason}）、二度と使えない。別の識別名を付ける。"
            "まだ公開していない引退なら edition retire {id} --undo で取り消せる。"
        ),
        (
            "the id {id!r} is retired ({reason}) and is never used again: choose another id, or take back a retirement not yet released "
            "with `edition retire {id} --undo`."
        ),
    )
    CHANGED_KIND = (
        "識別名「{id}」は {was} として公開され、今は {now} である。新しいものには別の識別名を付ける。",
        "the id {id!r} was published as a {was} and is now a {now}: give what is new another id.",
    )
    BAD_SUCCESSOR = (
        "「{id}」の後継「{successor}」をたどっても、今ある識別名に行き着かない。edition retire {id} --reason … --successor … で改める。",
        (
            "the successor {successor!r} of {id!r} leads to no id that still stands: "
            "name another with `edition retire {id} --reason … --successor …`."
        ),
    )
    SUCCESSOR_CIRCLE = (
        "「{id}」の後継をたどると元に戻る（{circle}）。edition retire {id} --reason … --successor … で改める。",
        "the successors of {id!r} lead back to it ({circle}): name others with `edition retire {id} --reason … --successor …`.",
    )
    REFERENCE_TO_RETIRED = (
        "「{id}」は引退した（{reason}）。後継を指す：{successors}。",
        "{id!r} is retired ({reason}): refer to its successor instead: {successors}.",
    )
    REFERENCE_TO_RETIRED_ONLY = (
        "「{id}」は引退し（{reason}）、後継がない。この参照を除く。",
        "{id!r} is retired ({reason}) and has no successor: remove this reference.",
    )
    PDF_NO_FONT = (
        "書体 {families} が見つからない。pip install {packages} で入れるか、conf.py の edition_pdf_fonts に手元の書体を指定する。",
        "no font family {families}: pip install {packages}, or name families of the system in edition_pdf_fonts in conf.py.",
    )
    PDF_NO_ALT = (
        "画像「{image}」に代替テキストがない。![説明](画像) のように書く。",
        "the image {image!r} has no alternative text: write ![description](image).",
    )
    PDF_BAD_FORMULA = (
        "数式「{formula}」は PDF に組めない：{reason}。書き方を改める。",
        "the formula {formula!r} cannot be set in the PDF: {reason}; write it in another way.",
    )
    PDF_WIDE_TABLE = (
        "表が{columns}列あり、紙の幅に収まらない。{most}列以内に分ける。",
        "a table of {columns} columns does not fit the page: divide it, {most} columns at most.",
    )
    PDF_UNKNOWN_NODE = (
        "PDF に組めない要素「{node}」がある。中身だけを組んだ。",
        "the study guide does not know the node {node!r}; only its content is printed.",
    )
    PDF_NO_FOOTNOTE = (
        "脚注の本体が見つからない。",
        "a footnote's text was not found.",
    )
    PDF_NO_TARGET = (
        "PDF の中に参照先「{target}」がない。",
        "there is no place {target!r} in the study guide for this link.",
    )
    PDF_WARNING = (
        "組版からの注意：{reason}。",
        "the typesetter warns: {reason}.",
    )
    PDF_NO_GLYPH = (
        "「{text}」（{codes}）の字形が書体 {font} にない。ほかの字にするか、字形のある書体を conf.py の edition_pdf_fonts に指定する。",
        "the font {font} has no glyph for {text!r} ({codes}): write something else, or name another in edition_pdf_fonts in conf.py.",
    )
    PDF_FAILED = (
        "組版に失敗した：{reason}。",
        "the typesetter failed: {reason}.",
    )

    @property
    def label(self) -> str:
        """The subtype as it stands in a warning and in ``suppress_warnings``."""
        return self.name.lower()

    def message(self, args: Mapping[str, object], lang: str | None = None) -> str:
        """The message with *args* filled in, in *lang* or the user's language."""
        japanese, english = self.value
        return (japanese if (lang or user_language()) == "ja" else english).format(**args)


class Problem(NamedTuple):
    """Something wrong in the source: what, where, and the values of its message."""

    subtype: Subtype
    docname: str
    line: int | None
    args: Mapping[str, object]


def user_language(environ: Mapping[str, str] = os.environ) -> str:
    """``ja`` if the user's locale is Japanese, else ``en`` (POSIX: LC_ALL, LC_MESSAGES, LANG, first set wins)."""
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    return "ja" if name.lower().startswith("ja") else "en"


def did_you_mean(
    word: str, known: Iterable[str], lang: str | None = None, *, most: int = 12
) -> str:
    """A sentence that offers the nearest known word, or lists what is known when that is short, *most* words at most."""
    choices = sorted(known)
    japanese = (lang or user_language()) == "ja"
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"「{near[0]}」のことか。" if japanese else f"Did you mean {near[0]!r}?"
    if 0 < len(choices) <= most:
        return (
            ("使えるのは " if japanese else "Known: ")
            + ", ".join(choices)
            + ("。" if japanese else ".")
        )
    return "綴りを確かめる。" if japanese else "Check its spelling."
