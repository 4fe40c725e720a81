"""What a reader's browser runs: the code of the page in Pyodide, and JupyterLite."""
