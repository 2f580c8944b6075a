"""``edition new``: a complete edition from a plain text."""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.model.front_matter import is_id
from ..core.newedition.edition_files import (
    LANGUAGES,
    RIGHTS,
    Plan,
    container_of,
    date_of,
    make_files,
    too_short,
)
from ..core.newedition.plain_text import read_work
from ..documents.read_document import DocumentError, read_text
from ..support.cli_text import command, fail, say, tell
from ..tasks import engine

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from ..core.newedition.plain_text import Work

_FIRST_WORDS = 20


def add(subparsers: argparse._SubParsersAction) -> None:
    """Register the command, which needs no edition around it."""
    parser = command(
        subparsers,
        "new",
        say("テキストから新しい版を作る", "make a new edition from a plain text"),
        "edition new donguri --title どんぐり --author '山田 花子' --lang ja --from donguri.txt --rights public-domain",
    )
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help=say("作るフォルダー", "the folder to make")
    )
    parser.add_argument(
        "--from",
        dest="text",
        type=Path,
        required=True,
        metavar="TEXT",
        help=say("本文のテキスト", "the text, plain"),
    )
    parser.add_argument(
        "--title",
        help=say(
            "作品の題（既定はテキストにある題）", "the work's title (default: the text's own)"
        ),
    )
    parser.add_argument("--author", help=say("作者（姓と名の間を空ける）", "its author"))
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default="ja",
        help=say("版の言語（既定は ja）", "the edition's language (default: ja)"),
    )
    parser.add_argument(
        "--rights",
        choices=RIGHTS,
        default=RIGHTS[0],
        help=say(
            "copyright（既定）：本文は載せず、要旨を書く。public-domain：本文を載せる",
            "copyright (default): précis are written, the text is not printed; public-domain: the text itself stands",
        ),
    )
    parser.add_argument(
        "--editors",
        default="",
        help=say("編者（既定は「編者」）", "the editors (default: The editors)"),
    )
    parser.add_argument(
        "--container",
        default="",
        help=say("載っていた本・新聞など", "the book, paper or site it appeared in"),
    )
    parser.add_argument(
        "--date", type=_date, metavar="YYYY[-MM[-DD]]", help=say("発表の日", "when it appeared")
    )
    parser.add_argument(
        "--layer",
        type=_id,
        default="notes",
        metavar="NAME",
        help=say("初めの層の識別名", "the id of the first layer"),
    )
    parser.add_argument(
        "--headings",
        type=_pattern,
        metavar="REGEX",
        help=say("見出しの行全体に合う正規表現", "what a line that is a heading matches"),
    )
    parser.add_argument(
        "--paragraphs",
        choices=("lines", "blanks"),
        default="",
        help=say(
            "段落を分けるもの（既定は本文から判断）：行、空行",
            "what parts paragraphs (default: told from the text): lines, blank lines",
        ),
    )
    parser.add_argument(
        "--engine",
        type=Path,
        metavar="WHEEL",
        help=say("組むプログラムの wheel", "the engine's wheel"),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("作らずに、何ができるかを示す", "show what would be made, and make nothing"),
    )
    parser.set_defaults(run=_run, rootless=True)


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise argparse.ArgumentTypeError(
            say(
                f"{text} は日付でない（例：1920、1920-04-01）",
                f"{text} is no date (such as 1920, 1920-04-01)",
            )
        )
    return text


def _id(text: str) -> str:
    if not is_id(text) or text == "index":
        raise argparse.ArgumentTypeError(
            say(f"{text} は識別名でない（例：notes）", f"{text} is no id (such as notes)")
        )
    return text


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(
            say(f"{text} は正規表現でない（{error}）", f"{text} is no regular expression ({error})")
        ) from error


def _run(_root: Path, options: argparse.Namespace) -> int:
    folder: Path = options.folder
    try:
        wheel = _wheel(options.engine)
        work = read_work(read_text(options.text), options.headings, options.paragraphs)
        plan = _plan(work, options)
        _refuse(folder)
        _show(work, plan)
        made = make_files(work, plan, _templates(plan.lang))
        if options.dry_run:
            tell(
                say(
                    f"{len(made)}個のファイルができる。何も書いていない（--dry-run）。",
                    f"{len(made)} files would be made. Nothing written (--dry-run).",
                )
            )
            return 0
        _write(folder, made, wheel)
    except (DocumentError, _UnusableError) as error:
        return fail(f"{options.text}: {error}" if isinstance(error, DocumentError) else str(error))
    except OSError as error:
        return fail(f"{error.filename or folder}: {error.strerror or error}")
    tell(
        say(f"{folder} を作った（ファイル{len(made)}個）。", f"Made {folder} ({len(made)} files).")
    )
    if not wheel:
        tell(
            say(
                f"まだ：組むプログラムの wheel を {folder / engine.FOLDER / engine.WHEEL} に置く。",
                f"Still to do: put the engine's wheel at {folder / engine.FOLDER / engine.WHEEL}.",
            )
        )
    tell(say(f"次に：cd {folder} && edition build", f"Next: cd {folder} && edition build"))
    return 0


class _UnusableError(Exception):
    """What was asked for cannot be done; the message is one line."""


def _wheel(given: Path | None) -> Path | None:
    """The engine's wheel, for the edition to keep.

    :raises _UnusableError: if what was given is not this engine's.
    """
    if given is None:
        return engine.installed_wheel()
    if given.name != engine.WHEEL or not zipfile.is_zipfile(given):
        raise _UnusableError(
            say(f"{given}: {engine.WHEEL} でない。", f"{given}: this is not {engine.WHEEL}.")
        )
    return given


def _plan(work: Work, options: argparse.Namespace) -> Plan:
    """What the options and the text say of the edition.

    :raises _UnusableError: if there is nothing to number, or nobody says what it is called and whose it is.
    """
    if not work.paragraphs:
        raise _UnusableError(
            say(
                f"{options.text}: 段落がない。見出しでない行が一つは要る。",
                f"{options.text}: there is no paragraph: at least one line must be no heading.",
            )
        )
    title, author = (
        " ".join((given or own).split())
        for given, own in ((options.title, work.title), (options.author, work.author))
    )
    for name, value in (("--title", title), ("--author", author)):
        if not value:
            raise _UnusableError(
                say(
                    f"{name} を指定する。テキストには書かれていない。",
                    f"give {name}: the text does not say it.",
                )
            )
    return Plan(
        title,
        author,
        options.lang,
        options.rights,
        " ".join(options.editors.split()) or {"ja": "編者", "en": "The editors"}[options.lang],
        options.text.stem,
        options.layer,
        options.container or container_of(work),
        options.date or date_of(work),
        engine.requirements(),
    )


def _refuse(folder: Path) -> None:
    """Refuse a folder in which anything is.

    :raises _UnusableError: saying so.
    """
    here = folder.resolve() == Path.cwd()
    if (
        here
        or folder.is_symlink()
        or (folder.exists() and (not folder.is_dir() or any(folder.iterdir())))
    ):
        raise _UnusableError(
            say(
                f"{folder} がすでにある。別の名にする。",
                f"{folder} is there already: choose another name.",
            )
        )


def _show(work: Work, plan: Plan) -> None:
    """Say what was read; of a text in copyright no words but its headings."""
    paragraphs, headings = work.paragraphs, work.headings
    rubies = sum(bool(run.reading) for block in paragraphs for run in block.runs)
    tell(
        say(
            f"{plan.author}『{plan.title}』：段落{len(paragraphs)}、見出し{len(headings)}、ルビ{rubies}。",
            f"{plan.author}, {plan.title}: {len(paragraphs)} paragraphs, {len(headings)} headings, {rubies} ruby.",
        )
    )
    number = 1
    for page in work.pages:
        last = number + len(page.paragraphs) - 1
        words = (
            page.paragraphs[0].text[:_FIRST_WORDS] + "…"
            if plan.is_public and page.paragraphs
            else ""
        )
        tell(f"  ¶{number}–{last}  {page.title}  {words}".rstrip())
        number = last + 1
    if work.dropped:
        notes = say("、", ", ").join(
            f"{name} × {count}" for name, count in sorted(work.dropped.items())
        )
        tell(say(f"外した注記：{notes}", f"Notes left out: {notes}"))
    if not plan.is_public and (short := too_short(work)):
        tell(
            say(
                f"短い段落{short}個には指紋を付けない（本文を言い当てられるため）。",
                f"Too short for a fingerprint, since they could be guessed from it: {short}.",
            )
        )
    if not (plan.container and plan.date):
        tell(
            say(
                "引用の形は、conf.py の edition_essay を埋めると出る（--container と --date）。",
                "Citations need edition_essay in conf.py (--container and --date).",
            )
        )


def _templates(lang: str) -> dict[str, str]:
    """The templates for a language, path to text."""
    found: dict[str, str] = {}

    def collect(folder: Traversable, prefix: str) -> None:
        for item in folder.iterdir():
            if item.is_dir():
                collect(item, f"{prefix}{item.name}/")
            elif item.name.endswith(".j2"):
                found[prefix + item.name.removesuffix(".j2")] = item.read_text("utf-8")

    for name in ("both", lang):
        collect(files("study_edition.tasks") / "templates/new" / name, "")
    return found


def _write(folder: Path, made: dict[str, str], wheel: Path | None) -> None:
    """Write every file, or nothing: beside the folder first, which then gets its name."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    part = beside / folder.name
    try:
        for name, text in sorted(made.items()):
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        (part / engine.FOLDER).mkdir()
        if wheel:
            shutil.copyfile(wheel, part / engine.FOLDER / wheel.name)
        else:
            (part / engine.FOLDER / ".gitkeep").touch()
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
