"""What holds for every page of the site."""

from __future__ import annotations


def test_page_asks_no_other_host_and_raises_no_error(open_page, record, page_path):
    page = open_page(page_path)
    page.wait_for_load_state("networkidle")
    assert page.title()
    assert record.requests
    assert not record.foreign
    assert not record.errors
