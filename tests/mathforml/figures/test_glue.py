import nbformat
import pytest
from mathforml.figures import glue
from nbclient import NotebookClient


def test_outside_jupyter_nothing_happens(capsys):
    assert glue("loss", 3890.456, ",.0f") is None
    assert capsys.readouterr().out == ""


def test_a_kernel_stores_the_formatted_number_for_myst_nb():
    code = "from mathforml.figures import glue\nglue('drop', -1234.5, ',.1f')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.metadata["scrapbook"]["name"] == "drop"
    assert output.data == {"application/papermill.record/text/plain": "'\N{MINUS SIGN}1,234.5'"}


def test_a_format_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="spec 'd' does not fit the value 'text' of 'name'"):
        glue("name", "text", "d")
