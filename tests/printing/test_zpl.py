"""Label commands: no text can become a command, everything stands on the label, codes read back."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from models.wristband_code import WristbandCode, encode
from printing.band_stock import ADULT, BAND_STOCKS, BandStock
from printing.barcode import MIN_MODULE_MM, gsrn, qr_code
from printing.documents.wristband import ZplWristband
from printing.documents.wristband_content import BandCode
from printing.lettering import LetteringError, clean
from printing.zpl import DOTS_PER_MM, ZplLabel, module_dots
from tests.printing.builders import PATIENT_ID, a_band
from tests.printing.pictures import scans_of
from tests.printing.zpl_reader import Field, Label, read_label

STOCKS = list(BAND_STOCKS.values())
DPIS = sorted(DOTS_PER_MM)
RENDERER = shutil.which("node"), os.environ.get("ALMONER_ZPL_RENDERER")
HOSTILE = st.one_of(
    st.sampled_from(["^XZ", "~JR", "^FD", "^FS", "_5E", "\\&", "^FH_", "~HS", ">;", "^CC#", "_"]),
    st.text("^~\\_&>abzÉŁ' -", max_size=6),
)


def label_of(band: ZplWristband, **changes: object) -> Label:
    return read_label(band.render(a_band(**changes)))


def texts_of(label: Label) -> list[str]:
    return [found.text for found in label.fields if found.named("^A")]


@settings(deadline=None)  # opening fonts and encoders the first time takes longer
@given(st.lists(HOSTILE, min_size=1, max_size=6).map("".join), st.text("^~_\\XZ", max_size=8))
def test_no_name_can_give_the_printer_a_command(family: str, hospital: str):
    plain = ZplWristband(ADULT, 203).render(a_band())
    try:
        zpl = ZplWristband(ADULT, 203).render(a_band(family=family, hospital=f"A{hospital}"))
    except LetteringError as error:
        assert "too long" in str(error)  # noqa: PT017  a name may still be refused for its length
        return
    label = read_label(zpl)
    assert label.set_up == read_label(plain).set_up
    assert letters(f"{family.upper()} Chidi") in letters("".join(texts_of(label)))


def letters(text: str) -> str:
    """Text without what a line break may add or take: spaces and hyphens."""
    return clean(text).replace(" ", "").replace("-", "")


def test_an_accent_goes_out_as_utf_8_under_the_right_code_page():
    zpl = ZplWristband(ADULT, 203).render(a_band(family="Núñez", given="Zoë"))
    label = read_label(zpl)
    assert label.set_up["^CI"] == "28"
    assert "NÚÑEZ Zoë" in texts_of(label)


@pytest.mark.parametrize("name", ["الأنصاري", "शर्मा", "Щербаков", "Nguyễn"])
def test_other_scripts_go_out_as_dots(name: str):
    label = label_of(ZplWristband(ADULT, 203), family=name, given="")
    (graphic,) = [found for found in label.fields if found.named("^GF")]
    picture = picture_of(graphic)
    assert picture.height > picture.width > 20, "it runs along the band, across the paper"
    black = sum(picture.convert("L").point([0] + [1] * 255).tobytes())
    assert 0.05 < black / (picture.width * picture.height) < 0.6


def test_a_qr_code_goes_out_as_dots_that_read_back():
    label = ZplLabel(60, 60, 300)
    label.symbol(qr_code("ALM1" + "Z9A" * 60), 5, 5, 0.344, 0.344)
    (graphic,) = [found for found in read_label(label.zpl()).fields if found.named("^GF")]
    ink = picture_of(graphic).convert("L").point(lambda dot: 255 - dot)
    quiet = ImageOps.expand(ink, border=40, fill=255)
    assert [scan.text for scan in scans_of(quiet)] == ["ALM1" + "Z9A" * 60]


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.key)
@pytest.mark.parametrize("dpi", DPIS)
def test_the_code_is_there_twice_with_whole_dots_of_the_least_size(stock: BandStock, dpi: int):
    label = label_of(ZplWristband(stock, dpi))
    codes = [found for found in label.fields if found.named("^BX")]
    assert len(codes) >= 2
    for code in codes:
        turned, dots, quality, *_, aspect = code.named("^BX")[0].split(",")
        assert (turned, quality, aspect) == ("R", "200", "1")
        assert int(dots) / DOTS_PER_MM[dpi] >= MIN_MODULE_MM - 0.01
        assert code.text == encode(WristbandCode(PATIENT_ID, "204117385"))


def test_a_gsrn_begins_with_fnc1_and_never_meets_the_hexadecimal_escape():
    label = label_of(ZplWristband(ADULT, 203, BandCode("gsrn", "9506000")))
    codes = [found for found in label.fields if found.named("^BX")]
    assert codes
    for code in codes:
        assert code.named("^BX")[0].split(",")[6] == "_"
        assert code.hexadecimal == ""
        assert code.data == f"_18018{gsrn('9506000', '204117385')}"


def test_a_linear_code_holds_the_bare_number():
    label = label_of(ZplWristband(ADULT, 203, BandCode("mrn-code128")))
    assert [found.text for found in label.fields if found.named("^BC")] == ["204117385"] * 2


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.key)
@pytest.mark.parametrize("dpi", DPIS)
def test_everything_stands_on_the_label(stock: BandStock, dpi: int):
    label = label_of(ZplWristband(stock, dpi), copy=True)
    width, length = int(label.set_up["^PW"]), int(label.set_up["^LL"])
    assert width == pytest.approx(stock.width_mm * DOTS_PER_MM[dpi], abs=1)
    assert length == pytest.approx(stock.length_mm * DOTS_PER_MM[dpi], abs=1)
    for found in label.fields:
        assert 0 < found.x < width
        assert stock.lead_mm * DOTS_PER_MM[dpi] < found.y < length


def test_a_copy_says_so_in_a_frame():
    label = label_of(ZplWristband(ADULT, 203), copy=True)
    assert "COPY" in texts_of(label)
    assert [found for found in label.fields if found.named("^GB")]
    assert "COPY" not in texts_of(label_of(ZplWristband(ADULT, 203)))


def test_a_module_is_never_smaller_than_asked():
    assert [module_dots(0.375, dpi) for dpi in DPIS] == [3, 5, 9]
    assert [module_dots(0.5, dpi) for dpi in DPIS] == [4, 6, 12]


@pytest.mark.skipif(not all(RENDERER), reason="no node, or ALMONER_ZPL_RENDERER names no package")
@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.key)
def test_an_outside_renderer_prints_codes_that_read_back(stock: BandStock, tmp_path: Path):
    band = ZplWristband(stock, 203)
    scans = scans_of(drawn_outside(band.render(a_band(copy=True)), stock, tmp_path))
    expected = encode(WristbandCode(PATIENT_ID, "204117385")).encode()
    assert [(scan.bytes, scan.symbology_identifier) for scan in scans] == [(expected, "]d1")] * len(
        scans
    )
    assert len(scans) >= 2
    gs1 = ZplWristband(stock, 203, BandCode("gsrn", "9506000"))
    scans = scans_of(drawn_outside(gs1.render(a_band()), stock, tmp_path))
    number = gsrn("9506000", "204117385")
    assert {(scan.bytes, scan.symbology_identifier) for scan in scans} == {
        (f"8018{number}".encode(), "]d2")
    }


def drawn_outside(zpl: bytes, stock: BandStock, folder: Path) -> Image.Image:
    """Render with the npm package `zpl-renderer-js` in the folder that the environment names."""
    node, package = RENDERER
    assert node is not None
    assert package is not None
    (folder / "label.zpl").write_bytes(zpl)
    picture = folder / "label.png"
    script = (
        f"import {{ ready }} from {json.dumps(str(Path(package) / 'dist/index.esm.js'))};"
        "import fs from 'node:fs'; const { api } = await ready;"
        f"const zpl = fs.readFileSync({json.dumps(str(folder / 'label.zpl'))}, 'utf8');"
        f"const png = await api.zplToBase64Async(zpl, {stock.width_mm}, {stock.length_mm}, 8);"
        f"fs.writeFileSync({json.dumps(str(picture))}, Buffer.from(png, 'base64'));"
    )
    subprocess.run(
        [node, "--input-type=module", "-e", script], check=True, capture_output=True, timeout=60
    )
    with Image.open(picture) as drawn:
        grey = drawn.convert("L")
    return grey.resize((grey.width * 3, grey.height * 3), Image.Resampling.NEAREST)


def picture_of(graphic: Field) -> Image.Image:
    """The dots of a `^GFA` field, ink white."""
    _, total, same, row_bytes, digits = graphic.named("^GF")[0].split(",")
    dots = bytes.fromhex(digits)
    assert len(dots) == int(total) == int(same)
    width, height = int(row_bytes) * 8, len(dots) // int(row_bytes)
    return Image.frombytes("1", (width, height), dots)
