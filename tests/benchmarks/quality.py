"""How well and how fast articles are understood, beside the baselines, in one table: `make quality`.

What is found is measured by the scorers of ``--eval`` on the development sets of ``--data``, from what the installed
``newsdesk read --format jsonl`` prints. The scorers need numpy: ``--python`` names an interpreter that has it. The
table is Markdown, on stdout; progress is on stderr. ``--memory N`` measures how memory grows over N articles instead.
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import trafilatura

from digests.pipeline import articles_in
from digests.reading import read

NEWSDESK = Path(sys.executable).with_name("newsdesk")
PAGES = "extraction/newspaper4k-aed"
WORDS = 800  # of an article whose speed is measured
ARTICLES = 60  # of which
ROUNDS = 3  # the best of them counts
PER_FILE = 2000  # articles of a file when memory is measured: a file is read as a whole
TIMED_PAGES = 100


@dataclass(frozen=True)
class Set:
    """A development set: which scorer, which of its figures, what is known of others there, and what is asked."""

    path: str
    scorer: str
    what: str
    measures: tuple[tuple[str, str, str, str], ...]  # key in the scorer's answer, name, best known baseline, reach


SETS = (
    Set(
        "sentences/golden-rules.jsonl",
        "sentences",
        "Sentences, golden rules",
        (("documents", "documents right", "0.979 pysbd", "0.98"),),
    ),
    Set("sentences/gum.dev.jsonl", "sentences", "Sentences, GUM", (("F", "F1", "0.948 blingfire", "0.955"),)),
    Set("sentences/ewt.dev.jsonl", "sentences", "Sentences, EWT", (("F", "F1", "0.823 spaCy", "0.83"),)),
    Set(
        "quotes/polnear.dev.jsonl",
        "quotes",
        "Direct quotes, PolNeAR",
        (
            ("exact-F", "exact F1", "0.487 a pattern", "0.75"),
            ("source", "right source", "0.582 a pattern", "0.85"),
            ("joint-F", "joint F1", "0.284 a pattern", "0.63"),
            ("pieces-F", "pieces F1", "0.946 a pattern", ""),
        ),
    ),
    Set(
        "figures/recognizers-text.jsonl",
        "figures",
        "Figures, Recognizers-Text",
        (
            ("value-F", "value F1", "0.790 Recognizers-Text, 0.691 quantulum3", "0.85"),
            ("unit-F", "value and unit F1", "0.791 Recognizers-Text, 0.497 quantulum3", "0.80"),
        ),
    ),
    Set(
        "figures/quantulum3.jsonl",
        "figures",
        "Figures, quantulum3",
        (
            ("value-F", "value F1", "0.721 Recognizers-Text, 0.993 quantulum3", "0.90"),
            ("unit-F", "value and unit F1", "0.439 Recognizers-Text, 0.993 quantulum3", "0.85"),
        ),
    ),
)


def main() -> None:
    """Measure what is asked for and print it."""
    options = _options()
    missing = [str(path) for path in (options.data, options.eval) if not path.is_dir()]
    if missing:
        click.echo(f"Quality: skipped, as there is no {' and no '.join(missing)}; name them with --data and --eval")
    elif options.memory:
        _print_memory(options.data, options.memory)
    else:
        _print_table(_rows(options))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the development sets")
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"), help="their scorers")
    parser.add_argument("--python", default=sys.executable, help="an interpreter with numpy, for the scorers")
    parser.add_argument("--bootstrap", type=int, default=200, help="resamples for the intervals")
    parser.add_argument("--memory", type=int, metavar="N", help="measure memory over N articles instead")
    return parser.parse_args()


def _rows(options: argparse.Namespace) -> Iterator[tuple[str, ...]]:
    with TemporaryDirectory() as folder:
        pages = _unpacked(options.data / PAGES, Path(folder))
        if subprocess.run([options.python, "-c", "import numpy"], check=False, capture_output=True).returncode:
            _say(f"what is found: skipped, as {options.python} has no numpy; name an interpreter with --python")
        else:
            yield from _found(options, pages)
        yield from _speed(options.data, pages)


def _found(options: argparse.Namespace, pages: list[Path]) -> Iterator[tuple[str, ...]]:
    def score(scorer: str, gold: str, predicted: bytes) -> dict:
        return _score(options, scorer, options.data / gold, predicted)

    _say("pages, trafilatura alone")
    alone = score("extraction", f"{PAGES}/gold.jsonl.gz", _lines(_by_trafilatura(pages)))
    _say("pages")
    ours = score("extraction", f"{PAGES}/gold.jsonl.gz", _newsdesk(pages[0].parent))
    yield "Body of a page", "F1", f"{alone['F']:.3f} trafilatura fast, alone", _interval(ours, "F"), "0.935"
    for one in SETS:
        _say(one.path)
        result = score(one.scorer, one.path, _newsdesk(options.data / one.path))
        for key, name, baseline, reach in one.measures:
            yield one.what, name, baseline, _interval(result, key), reach


def _speed(data: Path, pages: list[Path]) -> Iterator[tuple[str, ...]]:
    _say("speed of text")
    dumps = list(islice(_dumps(data), ARTICLES))
    whole = _fastest(lambda: [list(articles_in("a.txt", dump, zone=UTC)) for dump in dumps])
    alone = _fastest(lambda: [list(read("a.txt", dump, zone=UTC)) for dump in dumps])
    name = f"Text of {WORDS} words, analysed"
    yield name, "ms", f"{alone / len(dumps):.1f} reading alone", f"{whole / len(dumps):.1f}", "6"
    _say("speed of pages")
    texts = [page.read_bytes() for page in pages[:TIMED_PAGES]]
    first, second = _side_by_side(texts, _extract, lambda page: list(read("a.html", page, zone=UTC)))
    yield "Page to article", "ms", f"{first:.1f} trafilatura fast, alone", f"{second:.1f}", ""
    yield "", "times as long", "1 trafilatura fast, alone", f"{second / first:.2f}", "1.6"
    first, second = _side_by_side(texts, _extract, lambda page: list(articles_in("a.html", page, zone=UTC)))
    yield "Page to analysed article", "times as long", "1 trafilatura fast, alone", f"{second / first:.2f}", ""
    began = time.perf_counter()
    _newsdesk(pages[0].parent)
    each = 1000 * (time.perf_counter() - began) / len(pages)
    yield f"`newsdesk read`, {len(pages)} pages", "ms a page", "", f"{each:.1f}", ""


def _unpacked(source: Path, folder: Path) -> list[Path]:
    """The packed pages of a folder, each unpacked into another."""
    paths = []
    for page in sorted((source / "html").glob("*.html.gz")):
        paths.append(folder / page.stem)
        paths[-1].write_bytes(gzip.decompress(page.read_bytes()))
    return paths


def _newsdesk(path: Path) -> bytes:
    """What ``newsdesk read`` prints of a file or folder; its problems go to stderr."""
    called = subprocess.run([NEWSDESK, "read", path, "--format", "jsonl"], check=False, stdout=subprocess.PIPE)
    return called.stdout


def _by_trafilatura(pages: Iterable[Path]) -> Iterator[dict]:
    for page in pages:
        yield {"id": page.stem, "text": _extract(page.read_bytes()) or ""}


def _extract(page: bytes) -> str | None:
    return trafilatura.extract(page, fast=True, include_comments=False, include_tables=False)


def _lines(records: Iterable[dict]) -> bytes:
    return "".join(f"{json.dumps(record)}\n" for record in records).encode()


def _score(options: argparse.Namespace, scorer: str, gold: Path, predicted: bytes) -> dict:
    """The figures of a scorer, by their names."""
    with TemporaryDirectory() as folder:
        prediction = Path(folder) / "predicted.jsonl"
        prediction.write_bytes(predicted)
        program = options.eval / f"score_{scorer}.py"
        call = [options.python, program, gold, prediction, "--bootstrap", str(options.bootstrap), "--json"]
        scored = subprocess.run(call, check=False, stdout=subprocess.PIPE, text=True)
    if scored.returncode > 1:  # 1 is scored, too: some articles had no prediction
        raise SystemExit(f"{program} refused what newsdesk printed of {gold}")
    return json.loads(scored.stdout.splitlines()[-1])


def _interval(result: dict, key: str) -> str:
    low, high = result["interval95"][key]
    return f"{result[key]:.3f} [{low:.3f}, {high:.3f}]"


def _texts(data: Path) -> Iterator[str]:
    with gzip.open(data / "quotes/polnear.train.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def _dumps(data: Path) -> Iterator[bytes]:
    """Articles of at least 800 words, cut off after the paragraph that reaches them."""
    for text in _texts(data):
        taken, words = [], 0
        for paragraph in text.split("\n"):
            taken.append(paragraph)
            words += len(paragraph.split())
            if words >= WORDS:
                yield "\n".join(taken).encode()
                break


def _fastest(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        best = min(best, 1000 * (time.process_time() - began))
    return best


def _side_by_side(pages: list[bytes], one: Callable[[bytes], object], other: Callable[[bytes], object]) -> list[float]:
    """Milliseconds of processor time a page that each takes, in turns, the best round of each page."""
    best = [[float("inf")] * len(pages) for _ in range(2)]
    for _ in range(ROUNDS):
        for number, page in enumerate(pages):
            for which, work in enumerate((one, other)):
                began = time.process_time()
                work(page)
                best[which][number] = min(best[which][number], 1000 * (time.process_time() - began))
    return [sum(times) / len(pages) for times in best]


def _print_table(rows: Iterable[tuple[str, ...]]) -> None:
    click.echo("| what | measure | baseline | ours [95 %] | reach |\n| --- | --- | --- | --- | --- |")
    for row in rows:
        click.echo(f"| {' | '.join(row)} |")


def _print_memory(data: Path, articles: int) -> None:
    """Read as many articles as asked for with ``newsdesk read`` and print its memory at each tenth of them."""
    with TemporaryDirectory() as folder:
        _write_records(data, Path(folder), articles)
        with subprocess.Popen([NEWSDESK, "read", folder, "--format", "jsonl"], stdout=subprocess.PIPE) as process:
            click.echo("| articles | memory, MB |\n| --- | --- |")
            for number, _ in enumerate(process.stdout or (), start=1):
                if number % max(1, articles // 10) == 0:
                    click.echo(f"| {number:,} | {_resident(process.pid)} |")


def _write_records(data: Path, folder: Path, articles: int) -> None:
    texts = cycle(_texts(data))
    for start in range(0, articles, PER_FILE):
        numbers = range(start, min(start + PER_FILE, articles))
        records = (
            {"id": f"n{number}", "headline": "News", "text": text} for number, text in zip(numbers, texts, strict=False)
        )
        (folder / f"{start:09}.jsonl").write_bytes(_lines(records))


def _resident(process: int) -> int:
    """Megabytes of a process in memory, where the system says so in /proc."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def _say(what: str) -> None:
    click.echo(f"Measuring {what}" if "skipped" not in what else what.capitalize(), err=True)


if __name__ == "__main__":
    main()
