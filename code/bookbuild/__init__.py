"""How text becomes pages, notebooks and a site: see code/ARCHITECTURE.md."""
