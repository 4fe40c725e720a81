"""Settings of the kernels that build the book: no history file, no advice on standard error.

Figures are saved at the size that they were made, into which the book's style fits everything.
Cutting off the margins, as Jupyter does, would draw every figure twice.
"""

c = get_config()  # noqa: F821
c.HistoryManager.enabled = False
c.IPKernelApp.log_level = "ERROR"
# drawings, each the same in every build; the build makes a picture of one that would be larger
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {"bbox_inches": None, "metadata": {"Date": None}}
