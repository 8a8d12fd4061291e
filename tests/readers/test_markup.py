"""XML that could harm, and XML that is merely broken."""

import pytest

from skygap.errors import InputError
from skygap.readers import read_content
from skygap.readers.parsing.markup import MOST_LEVELS
from tests.readers.making_tracks import gpx, kml_track, tar1090_kml

POINT = ("2024-01-01T00:00:00Z", 10.0, 20.0, 100.0)
GOOD = tar1090_kml(kml_track([POINT])).decode()


def refusal(content: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_content("a.kml", content if isinstance(content, bytes) else content.encode())
    return str(caught.value)


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE kml SYSTEM "file:///etc/hostname">',
        '<!-- <kml> --><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        "<!DOCTYPE kml>",
    ],
)
def test_a_document_type_is_refused_before_any_entity_is_looked_at(declared: str) -> None:
    assert "DOCTYPE" in refusal(GOOD.replace("<kml", f"{declared}<kml", 1))


def test_a_document_type_cannot_hide_in_another_encoding() -> None:
    text = GOOD.replace("UTF-8", "UTF-16").replace("<kml", "<!DOCTYPE kml><kml", 1)
    assert "UTF-16" in refusal(text.encode("utf-16"))


def test_the_words_of_a_document_type_in_a_description_do_no_harm() -> None:
    said = "<description><![CDATA[<!DOCTYPE html><!ENTITY a>]]></description><name>"
    content = GOOD.replace("<Placemark><name>", f"<Placemark>{said}", 1)
    assert len(read_content("a.kml", content.encode()).fixes) == 1


def test_an_entity_that_nobody_declared_is_one_clear_line() -> None:
    assert "broken in line 3" in refusal(GOOD.replace("N123AB</name>", "&nbsp;</name>", 1))


def test_a_file_that_is_cut_off_says_where() -> None:
    assert "broken in line 3" in refusal(GOOD[: len(GOOD) // 2 + 80])


def test_folders_without_end_are_refused() -> None:
    deep = "<Folder>" * (MOST_LEVELS + 1)
    assert "nested more than" in refusal(f"<kml>{deep}")


@pytest.mark.parametrize("encoding", ["klingon", "utf-7", "shift_jis"])
def test_an_encoding_that_cannot_be_read_is_one_clear_line(encoding: str) -> None:
    assert "\n" not in refusal(f'<?xml version="1.0" encoding="{encoding}"?><kml></kml>')


def test_latin_text_that_says_so_is_read() -> None:
    text = GOOD.replace("UTF-8", "ISO-8859-1").replace("N123AB<", "Zürich<")
    fixes = read_content("a.kml", text.encode("latin-1")).fixes
    assert fixes.registration[0] == "Zürich"


def test_prefixes_of_namespaces_may_be_any() -> None:
    text = gpx([POINT]).decode().replace("xmlns=", "xmlns:q=")
    for tag in ("gpx", "trk", "trkseg", "trkpt", "ele", "time", "name"):
        text = text.replace(f"<{tag}>", f"<q:{tag}>").replace(f"</{tag}>", f"</q:{tag}>")
        text = text.replace(f"<{tag} ", f"<q:{tag} ")
    assert len(read_content("a.gpx", text.encode()).fixes) == 1
