from heard.correspondence import bench


def test_the_figures_are_of_letters_that_were_set() -> None:
    figures = bench.measure(letters=8)

    assert figures["letters"] == 8
    assert figures["pdf_each_megabytes"] > 0.1
    assert 0 < figures["one_pdf_seconds"] < 60
    assert 0 < figures["pdf_each_seconds"] < 60
