"""The encoding of a file is detected from all of its bytes; an unknown one is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.importers.encodings import encoding_of

TEXT = "Kota,Mitra\nBandung,Köln\nMálaga,“Zürich”\n"


def file(folder: Path, raw: bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("raw", "codec"),
    [
        (b"", "utf-8"),
        (b"Kota,Mitra\n", "utf-8"),
        (TEXT.encode(), "utf-8"),
        ("수원,Bandung\n".encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_the_detected_encoding_decodes_the_file(tmp_path: Path, raw: bytes, codec: str) -> None:
    path = file(tmp_path, raw)
    assert encoding_of(path) == codec
    assert path.read_text(encoding=codec).removeprefix("\ufeff") in (
        TEXT,
        "",
        "Kota,Mitra\n",
        "수원,Bandung\n",
    )


def test_a_letter_across_two_blocks_is_decoded(tmp_path: Path) -> None:
    path = file(tmp_path, b"x" * ((1 << 20) - 1) + "ö\n".encode())
    assert encoding_of(path) == "utf-8"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (TEXT.encode() * 2 + "Bandung,Köln\n".encode("cp1252"), ":7: mixes encodings: this line is not UTF-8, line 2 is"),
        (TEXT.encode("cp1252") * 2 + "Bandung,Köln\n".encode(), ":7: mixes encodings: this line is UTF-8, line 2 is not"),
        (b"Kota\n" + "Köln".encode() + ",Düsseldorf\n".encode("cp1252"), ":2: mixes encodings within this line"),
        (TEXT.encode("utf-8-sig") + b"K\xf6ln\n", ":4: mixes encodings: this line is not UTF-8"),
        ("Kota,Mitra\nBandung,수원시\n서울,자카르타\n".encode("euc-kr"), ":2: is neither UTF-8, UTF-16 nor Windows-1252"),
        ("Kota,Mitra\nJakarta,Москва\n".encode("cp1251"), ":2: is neither"),
        (b"Kota,Mitra\nBandung,K\xf6ln\nA,\x81\n", ":3: is neither"),
        (TEXT.encode("utf-16")[:-1], ":3: is damaged: it begins as UTF-16"),
        (b"Kota,Mitra\nBand\0ung,Seoul\n", ":2: holds a NUL character"),
        (b"Kota,Mitra\nK\xf6ln,A\nBand\0ung,Seoul\n", ":3: holds a NUL character"),
        (TEXT.encode("utf-16-le"), ":1: holds a NUL character"),
        ("Kota\n수원".encode()[:-1], ":2: is neither"),
    ],
)  # fmt: skip
def test_an_unknown_encoding_raises_with_a_remedy(tmp_path: Path, raw: bytes, message: str) -> None:
    with pytest.raises(InputError, match=r"list\.csv" + message) as error:
        encoding_of(file(tmp_path, raw))
    assert str(error.value).endswith("save it as CSV UTF-8")


def test_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        encoding_of(tmp_path / "list.csv")
