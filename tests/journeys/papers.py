"""What comes out of a desk's printer: awaited, kept, looked at, and its codes read again."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import zxingcpp

from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until

READING_DPI, KEPT_DPI = 300, 100


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed document: its text and the codes on it, page by page in order."""

    path: Path
    text: str
    codes: tuple[str, ...]

    @property
    def carried(self) -> list[str]:
        """The codes that carry signed work, each once."""
        return list(dict.fromkeys(code for code in self.codes if code.startswith("ALM")))


class Printer:
    """The folder into which a desk prints, from now on."""

    def __init__(self, day: Day, station: Workstation) -> None:
        self._day, self._station = day, station
        self._folder = station.folder / "store" / "printed"
        self._seen = set(self._folder.glob("*.pdf"))

    def next(self, name: str, count: int = 1) -> list[Paper]:
        """The next documents that come out, kept under a name among the documents."""

        def came() -> bool:
            return len(set(self._folder.glob("*.pdf")) - self._seen) >= count

        wait_until(came, f"{self._station.name} does not print {name}")
        fresh = sorted(set(self._folder.glob("*.pdf")) - self._seen)
        self._seen |= set(fresh)
        numbered = enumerate(fresh, 1)
        return [self._keep(path, name if count == 1 else f"{name}-{n}") for n, path in numbered]

    def _keep(self, path: Path, name: str) -> Paper:
        kept = self._day.findings.out / "documents"
        kept.mkdir(exist_ok=True)
        (kept / f"{name}.pdf").write_bytes(path.read_bytes())
        self._day.findings.documents.append(f"documents/{name}.pdf")
        return read_paper(path, kept / name)


def read_paper(path: Path, pictures: Path) -> Paper:
    """Read text and codes of a document, and leave a picture of each page."""
    document = pypdfium2.PdfDocument(path)
    texts, codes = [], []
    try:
        for number in range(len(document)):
            page = document[number]
            texts.append(page.get_textpage().get_text_bounded())
            sharp = page.render(scale=READING_DPI / 72).to_pil()
            codes += [found.text for found in zxingcpp.read_barcodes(sharp)]
            page.render(scale=KEPT_DPI / 72).to_pil().save(f"{pictures}-{number + 1}.png")
    finally:
        document.close()
    return Paper(path, "\n".join(texts), tuple(codes))
