"""Settings of the kernels that build the book: no history file, no advice on standard error."""

c = get_config()  # noqa: F821
c.HistoryManager.enabled = False
c.IPKernelApp.log_level = "ERROR"
