import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from heard.correspondence import documents
from heard.correspondence.compose import Officer, compose
from heard.correspondence.documents import Cover, as_fragment, as_one_pdf, as_page, as_pdf
from heard.correspondence.glyphs import drawable
from heard.correspondence.letter import as_text
from heard.correspondence.pictures import NotAPhoto, photo
from tests.factories.correspondence import HOME, order, png

HOSTILE = (
    '*bold* _it_ #read("/etc/passwd") $x^2$ @ref <b>b</b> '
    '<script>alert(1)</script> {greeting} {{ 7*7 }} \\ `c` "q" -- ~'
)
PHOTO = photo(png())
MAREN = Officer(
    name="Maren Oakhollow", first_name="Maren", telephone="07700 900 142", words="I like dogs.", photo=PHOTO
)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words_of(pdf: bytes) -> str:
    return plain("".join(page.extract_text() for page in read(pdf).pages))


def root_of(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def elements(reader: PdfReader) -> list[Any]:
    """Every element of the structure tree, in reading order."""
    found: list[Any] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            walk(node.get("/K"))

    walk(root_of(reader)["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_letter_is_tagged_and_says_its_title_and_language(language: str) -> None:
    letter = compose(order(language=language, officer=MAREN))

    reader = read(as_pdf(letter, pictures={PHOTO.digest: PHOTO}).content)

    root = root_of(reader)
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == f"{language}-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (letter.title, "Anyshire")
    assert len(reader.pages) == 1
    tags = [element["/S"] for element in elements(reader)]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 2
    assert {"/P", "/L", "/LI", "/Figure"} <= set(tags)


def test_the_photo_is_described_and_drawings_are_not_read() -> None:
    letter = compose(order("iro-named-child-young", officer=MAREN))

    reader = read(as_pdf(letter, pictures={PHOTO.digest: PHOTO}).content)

    figures = [element for element in elements(reader) if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["Photo of Maren Oakhollow"]
    assert len([block for block in letter.blocks if block.kind == "panel"]) == 3


def test_every_face_is_within_the_document() -> None:
    content = as_pdf(compose(order()), pictures={}).content

    pages: list[Any] = list(read(content).pages)
    fonts = [
        descendant.get_object()["/FontDescriptor"]
        for page in pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in font.get_object()["/DescendantFonts"]
    ]
    assert len(fonts) >= 3
    assert all("SourceSans3" in font["/FontName"] and "/FontFile2" in font for font in fonts)


def test_words_are_never_markup() -> None:
    letter = compose(order(greeting=HOSTILE, officer=replace(MAREN, words=HOSTILE), address=(HOSTILE,)))
    pictures = {PHOTO.digest: PHOTO}

    assert words_of(as_pdf(letter, pictures=pictures).content).count(plain(HOSTILE)) == 3
    assert as_text(letter).count(HOSTILE) == 2
    for page in (as_page(letter, photos={}), as_fragment(letter, pictures=pictures)):
        assert "<script" not in page
        assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; {greeting} {{ 7*7 }}") == 3


def test_a_character_that_no_font_draws_is_replaced_and_named() -> None:
    letter = compose(order(greeting="Teo 🐶 محمد Ŵyn Łucja Đặng Їжак"))

    made = as_pdf(letter, pictures={})

    assert len(made.replaced) == 4
    assert "🐶" in made.replaced
    text = words_of(made.content)
    assert "DearTeo□□□□□ŴynŁucjaĐặngЇжак," in text
    assert "U+1F436DOGFACE" in text
    assert "Dear Teo 🐶 محمد Ŵyn Łucja Đặng Їжак," in as_page(letter, photos={})


def test_a_letter_of_plain_words_is_told_of_no_replacement() -> None:
    letter = compose(order())

    assert drawable(letter).replaced == ()
    assert "boxstandsforeach" not in words_of(as_pdf(letter, pictures={}).content)


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter = compose(order(officer=MAREN))

    first, again = (as_pdf(letter, pictures={PHOTO.digest: PHOTO}) for _ in range(2))

    assert (first.content, len(first.fingerprint)) == (again.content, 64)
    assert as_pdf(replace(letter, sign="Una"), pictures={PHOTO.digest: PHOTO}).fingerprint != first.fingerprint


def test_a_long_letter_goes_on_over_pages_to_its_last_word() -> None:
    letter = compose(order(officer=replace(MAREN, words="word " * 1500 + "Ending.")))

    reader = read(as_pdf(letter, pictures={PHOTO.digest: PHOTO}).content)

    pages = [plain(page.extract_text()) for page in reader.pages]
    assert len(pages) > 2
    assert all(f"Page{number}of{len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert "Ending." in "".join(pages)
    assert "youcancomplain" in pages[-1]


def _cover(rows: int) -> Cover:
    return Cover(
        title="Letters to print: batch 3",
        council="Anyshire",
        sentence=f"{rows} letters, in this order.",
        head=("Number", "To", "Address", "Pages"),
        rows=tuple(
            (str(number), f"Teo {number} Marblecroft", HOME.replace("\n", ", ")) for number in range(1, rows + 1)
        ),
        day=date(2026, 11, 23),
    )


def test_the_last_row_of_a_long_list_is_on_a_page() -> None:
    letters = [compose(order(greeting=f"Number{number}")) for number in range(1, 121)]

    reader = read(as_one_pdf(letters, cover=_cover(120), pictures={}, double_sided=False).content)

    pages = [plain(page.extract_text()) for page in reader.pages]
    first_letter = next(number for number, page in enumerate(pages) if "DearNumber1," in page)
    assert first_letter > 1
    assert "Teo120Marblecroft" in pages[first_letter - 1]
    assert len(pages) == first_letter + 120
    assert "DearNumber120," in pages[-1]
    assert "Page1of1" in pages[-1]
    tags = [element["/S"] for element in elements(reader)]
    assert (tags.count("/TR"), tags.count("/TH"), tags.count("/H1")) == (121, 4, 121)


def test_letters_for_both_sides_begin_on_a_new_sheet() -> None:
    letters = [compose(order(greeting=f"Number{number}")) for number in (1, 2)]

    reader = read(as_one_pdf(letters, cover=_cover(2), pictures={}, double_sided=True).content)

    pages = [plain(page.extract_text()) for page in reader.pages]
    assert [number for number, page in enumerate(pages, start=1) if "DearNumber" in page] == [3, 5]


def test_welsh_and_english_letters_keep_their_language_in_one_document() -> None:
    letters = [compose(order()), compose(order(language="cy"))]

    content = as_one_pdf(letters, cover=_cover(2), pictures={}, double_sided=False).content

    reader = read(content)
    assert root_of(reader)["/Lang"] == "en-GB"
    assert "cy-GB" in {element.get("/Lang") for element in elements(reader)}
    assert "Tudalen1o1" in plain(reader.pages[-1].extract_text())


def test_a_page_of_a_letter_is_whole_and_names_its_language() -> None:
    letter = compose(order(language="cy", officer=MAREN))

    page = as_page(letter, photos={PHOTO.digest: PHOTO.data_address})

    assert '<html lang="cy">' in page
    assert f"<title>{letter.title}</title>" in page
    assert re.findall(r"<h(\d)", page) == ["1", "2", "2"]
    assert 'alt="Llun o Maren Oakhollow"' in page
    assert "<main>" in page


def test_a_letter_of_a_layout_that_is_gone_is_refused_loudly() -> None:
    letter = replace(compose(order()), layout=99)

    with pytest.raises(documents.NoSuchLayout, match="layout 99"):
        as_pdf(letter, pictures={})


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"\xff\xd8\xff" + b"x" * (2 * 1024 * 1024)])
def test_a_file_that_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPhoto, match="PNG or JPEG file of at most 2 MB"):
        photo(content)
