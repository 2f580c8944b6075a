"""Every problem that an edition's sources can have, with its message in Japanese and English."""

from __future__ import annotations

import difflib
import os
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Subtype(Enum):
    """The subtypes of warnings of type ``edition``, each with its message in both languages."""

    BAD_ID = (
        "id「{id}」は使えない。英小文字で始まる英小文字・数字・ハイフンだけで書く。",
        "id {id!r} is not usable: begin with a letter a-z, then letters a-z, digits and hyphens.",
    )
    NO_PARAGRAPH = (
        (
            "「{id}」が段落に付いていない。見出し・表・リスト・引用・注でない、"
            "一つの段落の直前の行に置く。"
        ),
        (
            "{id!r} is not attached to a paragraph: put it on the line directly before one plain "
            "paragraph, not before a heading, table, list, quotation or note."
        ),
    )
    UNKNOWN_OPTION = (
        "{{{name}}} に :{option}: という項目はない。{hint}",
        "{{{name}}} has no option :{option}:. {hint}",
    )
    STRAY_COLONS = (
        (
            "この行のコロンは、何も閉じずに名のない囲みを開く。囲みを入れた外の囲みは、"
            "初めと終わりのコロンを中より多くする。"
        ),
        (
            "these colons close nothing and open a block without a name: a block that contains "
            "another begins and ends with more colons than the inner one."
        ),
    )
    TOO_DEEP = (
        "ここまでの入れ子が{deepest}段を超える。浅くする。",
        "directives are nested more than {deepest} levels deep here: reduce the nesting.",
    )
    PARAGRAPH_IN_LAYER = (
        "層に第{number}段落がある。段落は text フォルダーのファイルに置き、層には注だけを書く。",
        (
            "paragraph {number} is in a layer: paragraphs belong in the files of text/, and a "
            "layer contains only notes."
        ),
    )
    NESTED = (
        "注や用語の中に別の{what}がある。外に出す。",
        "{{{what}}} is inside a note or a term: move it out.",
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
        "{{{name}}} is not allowed to read another file: write its content here.",
    )
    FILE_OUTSIDE = (
        "「{path}」は source フォルダーの中の画像でない。source の中に置き、そこからの道筋を書く。",
        (
            "{path!r} is not an image in source/: put the file there and give its path relative to "
            "source/."
        ),
    )
    PICTURE_ELSEWHERE = (
        "画像「{address}」がよそにある。ファイルを source フォルダーに置いて、その名を書く。",
        "the image {address!r} is on another site: put the file into source/ and give its name.",
    )
    ADDRESS_REFUSED = (
        "リンク先「{address}」は使えない（{scheme}:）。使えるのは http、https、mailto。",
        "the link to {address!r} is not allowed ({scheme}:): use http, https or mailto.",
    )
    META_REFUSED = (
        "頁の meta 要素は書けない。除く。",
        "meta elements are not allowed in a source: remove them.",
    )
    KEY_REFUSED = (
        "前書きの「{key}」は使えない。MyST の設定は conf.py に書く。",
        "the key {key!r} is not allowed in the front matter: configure MyST in conf.py.",
    )
    NOT_UNICODE = (
        "UTF-8 でない。エディターで UTF-8 として保存し直す。",
        "not UTF-8: save it as UTF-8 in your editor.",
    )
    NUL_CHARACTER = (
        "文字でないもの（U+0000）がある。除く。",
        "there is a NUL character (U+0000): remove it.",
    )
    BAD_FORMULA = (
        "数式「{formula}」は頁に組めない：{reason}。書き方を改める。",
        "the formula {formula!r} cannot be typeset on a page: {reason}; rewrite it.",
    )
    BAD_SOURCE_KEY = (
        "文献の鍵「{id}」は使えない。英小文字で始まる英小文字・数字・ハイフンだけで書く。",
        (
            "the source key {id!r} is not usable: begin with a letter a-z, then letters a-z, "
            "digits and hyphens."
        ),
    )
    BAD_BIBLIOGRAPHY = (
        "{path}: 文献ファイルが読めない：{detail}。",
        "{path}: the bibliography file cannot be read: {detail}.",
    )
    DUPLICATE_ID = (
        "「{id}」は {other} にもある。どちらかの番号か id を改める。",
        "{id!r} is already used in {other}: change the number or id of one of them.",
    )
    BAD_LOCUS = (
        "段落の指定「{locus}」が読めない。18、18-20、18,24 のように小さい順に書く。",
        "cannot read the locus {locus!r}: write 18, 18-20 or 18,24, in ascending order.",
    )
    FALLING_LOCUS = (
        "「{locus}」は後の番号の方が小さい。{turned} のことなら、そう書く。",
        "{locus} is in descending order: if you mean {turned}, write that.",
    )
    AMBIGUOUS_LOCUS = (
        "「{locus}」は二通りに読める。{candidates} のどちらかを書く。",
        "{locus!r} can be read in two ways: write one of {candidates}.",
    )
    PAGE_LOCUS = (
        "「{locus}」は頁を指す。この版に頁はない。段落なら ¶18 のように書く。",
        "{locus!r} is a page number, and this edition has no pages: for a paragraph write ¶18.",
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
        (
            "用語「{id}」を見つけた後に、ここの文が変わった。ほかの拡張の変換を見直す。"
            "用語へのリンクは付けていない。"
        ),
        (
            "the text was changed after the term {id!r} was found in it, so the term is not "
            "linked: check the transforms of other extensions."
        ),
    )
    UNKNOWN_SOURCE = (
        "文献「{id}」は文献ファイルにない。{hint}",
        "there is no source {id!r} in the bibliography file. {hint}",
    )
    LEMMA_TOO_LONG = (
        "見出し語句「{lemma}」は{length}字ある。12字以内に縮める。",
        "the lemma {lemma!r} has {length} characters: shorten it to at most 12.",
    )
    LEMMA_NOT_FOUND = (
        (
            "見出し語句「{lemma}」は第{number}段落の要旨にも底本の照合記録にもない。"
            "綴りを確かめるか、底本を手元に置いて edition fingerprint を実行する。"
        ),
        (
            "the lemma {lemma!r} is neither in the précis of ¶{number} nor in the record of the "
            "witness: check its spelling, or run `edition fingerprint` with your copy of the "
            "witness."
        ),
    )
    NOTE_ID_NEEDED = (
        "層「{layer}」には第{locus}段落に id のない注が二つある。一方に :id: を付ける。",
        "layer {layer!r} has two notes on ¶{locus} without an id: add an :id: line to one of them.",
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
        "notes belong in a layer file: begin the file with front matter that has a `layer:` line.",
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
        "{name!r} in edition_layers (conf.py) does not exist: give its path relative to conf.py.",
    )
    UNKNOWN_LAYER_KEY = (
        "前書きの「{key}」は知らない項目である。{hint}",
        "unknown key {key!r} in the front matter. {hint}",
    )
    MISSING_LAYER_KEY = (
        "前書きに「{key}」の値がない。",
        "the front matter has no value for {key!r}.",
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
        (
            "{text!r} is not a valid line of the reading list: write a word, a space and its "
            "reading in kana, which must agree with the kana in the word."
        ),
    )
    READING_TWICE = (
        "「{word}」の読みがもう一つある（{other}）。一つにする。",
        "{word!r} already has another reading ({other}): keep one.",
    )
    MISSING_OPTION = (
        "「{id}」に :{option}: の行がない。",
        "{id!r} has no :{option}: line.",
    )
    DUPLICATE_FORM = (
        "語形「{form}」は用語「{term}」と「{other}」の両方にある。一方から除く。",
        "the form {form!r} belongs to two terms, {term!r} and {other!r}: remove it from one.",
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
        "the date {date} is not after the date of the essay ({moment}).",
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
        (
            "台帳のこの行が読めない：{detail}。版管理の履歴から戻し、"
            "edition release か edition retire で書き直す。"
        ),
        (
            "cannot read this line of the ledger: {detail}; restore it from version control, and "
            "change it only with `edition release` or `edition retire`."
        ),
    )
    LEDGER_ID_TWICE = (
        "識別名「{id}」は台帳の{other}行目にもある。正しい方を残す。",
        "the id {id!r} is also on line {other} of the ledger: keep the correct line.",
    )
    VANISHED_ID = (
        (
            "識別名「{id}」（{version}版で公開）がなくなった。戻すか、"
            "edition retire {id} --reason … --successor … で引退を記録する。"
        ),
        (
            "the id {id!r}, published in version {version}, is missing: restore it, or record its "
            "retirement with `edition retire {id} --reason … --successor …`."
        ),
    )
    RENAMED_ID = (
        (
            "識別名「{id}」（{version}版で公開）がなくなり、同じ中身が「{other}」にある。"
            "元の識別名に戻すか、"
            "edition retire {id} --reason … --successor {other} で引退を記録する。"
        ),
        (
            "the id {id!r}, published in version {version}, is missing, and its content is now "
            "under {other!r}: restore the old id, or record the change with "
            "`edition retire {id} --reason … --successor {other}`."
        ),
    )
    RENUMBERED_ID = (
        (
            "「{id}」に、「{other}」として公開した中身がある。このままでは、"
            "すでにある引用が別の中身へ行く。公開した識別名に戻し、"
            "新しいものには新しい識別名を付ける。"
        ),
        (
            "{id!r} now has the content that was published as {other!r}, so existing citations "
            "would lead to other content: restore the published ids, and give new content a new id."
        ),
    )
    RETIRED_ID_USED = (
        (
            "「{id}」は引退した識別名で（{reason}）、二度と使えない。別の識別名を付ける。"
            "まだ公開していない引退なら edition retire {id} --undo で取り消せる。"
        ),
        (
            "the id {id!r} is retired ({reason}) and cannot be used again: choose another id, or, "
            "if the retirement has not been released, undo it with `edition retire {id} --undo`."
        ),
    )
    CHANGED_KIND = (
        (
            "識別名「{id}」は {was} として公開され、今は {now} である。"
            "新しいものには別の識別名を付ける。"
        ),
        "the id {id!r} was published as a {was} and is now a {now}: give the new entry another id.",
    )
    BAD_SUCCESSOR = (
        (
            "「{id}」の後継「{successor}」をたどっても、今ある識別名に行き着かない。"
            "edition retire {id} --reason … --successor … で改める。"
        ),
        (
            "the successor {successor!r} of {id!r} does not lead to an existing id: choose another "
            "with `edition retire {id} --reason … --successor …`."
        ),
    )
    SUCCESSOR_CIRCLE = (
        (
            "「{id}」の後継をたどると元に戻る（{circle}）。"
            "edition retire {id} --reason … --successor … で改める。"
        ),
        (
            "the successors of {id!r} lead back to it ({circle}): choose others with "
            "`edition retire {id} --reason … --successor …`."
        ),
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
        (
            "書体 {families} が見つからない。pip install {packages} で入れるか、"
            "conf.py の edition_pdf_fonts に手元の書体を指定する。"
        ),
        (
            "no font family {families}: pip install {packages}, or name installed font families in "
            "edition_pdf_fonts in conf.py."
        ),
    )
    PDF_NO_ALT = (
        "画像「{image}」に代替テキストがない。![説明](画像) のように書く。",
        "the image {image!r} has no alternative text: write ![description](image).",
    )
    PDF_BAD_FORMULA = (
        "数式「{formula}」は PDF に組めない：{reason}。書き方を改める。",
        "the formula {formula!r} cannot be typeset in the PDF: {reason}; rewrite it.",
    )
    PDF_WIDE_TABLE = (
        "表が{columns}列あり、紙の幅に収まらない。{most}列以内に分ける。",
        (
            "a table of {columns} columns does not fit the page: split it into tables of at most "
            "{most} columns."
        ),
    )
    PDF_UNKNOWN_NODE = (
        "PDF に組めない要素「{node}」がある。中身だけを組んだ。",
        "the PDF cannot show the node {node!r}; only its content is printed.",
    )
    PDF_NO_FOOTNOTE = (
        "脚注の本体が見つからない。",
        "the text of a footnote is missing.",
    )
    PDF_NO_TARGET = (
        "PDF の中に参照先「{target}」がない。",
        "the link target {target!r} is not in the PDF.",
    )
    PDF_WARNING = (
        "組版からの注意：{reason}。",
        "warning from the typesetter: {reason}.",
    )
    PDF_NO_GLYPH = (
        (
            "「{text}」（{codes}）の字形が書体 {font} にない。ほかの字にするか、"
            "字形のある書体を conf.py の edition_pdf_fonts に指定する。"
        ),
        (
            "the font {font} has no glyph for {text!r} ({codes}): use another character, or name a "
            "font that has it in edition_pdf_fonts in conf.py."
        ),
    )
    PDF_FAILED = (
        "組版に失敗した：{reason}。",
        "typesetting failed: {reason}.",
    )

    @property
    def label(self) -> str:
        """The subtype as written in warnings and in ``suppress_warnings``."""
        return self.name.lower()

    def message(self, args: Mapping[str, object], lang: str | None = None) -> str:
        """Return the message with *args* filled in, in *lang* or the user's language."""
        japanese, english = self.value
        return (japanese if (lang or user_language()) == "ja" else english).format(**args)


class Problem(NamedTuple):
    """A problem in the source: what is wrong, where, and the values of its message."""

    subtype: Subtype
    docname: str
    line: int | None
    args: Mapping[str, object]


def user_language(environ: Mapping[str, str] = os.environ) -> str:
    """Return ``ja`` if the user's locale is Japanese, else ``en``.

    As in POSIX, the first that is set of LC_ALL, LC_MESSAGES and LANG decides.
    """
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    return "ja" if name.lower().startswith("ja") else "en"


def did_you_mean(
    word: str, known: Iterable[str], lang: str | None = None, *, most: int = 12
) -> str:
    """Return a sentence that suggests the known word nearest to *word*.

    If none is near, it lists the known words, unless there are more than *most*.
    """
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
