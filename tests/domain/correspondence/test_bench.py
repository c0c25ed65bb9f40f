from heard.correspondence import bench
from heard.correspondence.records import bench as records_bench


def test_the_figures_are_of_letters_that_were_set() -> None:
    figures = bench.measure(letters=8)

    assert figures["letters"] == 8
    assert figures["pdf_each_megabytes"] > 0.1
    assert 0 < figures["one_pdf_seconds"] < 60
    assert 0 < figures["pdf_each_seconds"] < 60


def test_letters_that_carry_records_are_timed_too() -> None:
    figures = records_bench.measure(letters=8)

    assert figures["letters"] == 8
    assert figures["megabytes"] > 0.1
    assert 0 < figures["job_seconds"] < 60
