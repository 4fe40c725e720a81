"""Every step of a build, in the order in which it acts: the one extension in `_config.yml`.

`make book` bundles the browser scripts, runs the cells that changed (`bookbuild.execution`) and
then lets Sphinx read and write the pages. Sphinx says what it is about to do, by the events below,
and the steps that stand there act, from above to below: before what Sphinx itself, its extensions
and the theme do at the same event, or after that, as the line `SPHINX` says.

What an author can write (directives, roles, and how their nodes become HTML) is declared by the
function `register` of the module that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from sphinx.application import Sphinx

from bookbuild.browser import lite, live
from bookbuild.directives import (
    alttext,
    api,
    charts,
    costs,
    exercises,
    formulas,
    glossary,
    lengths,
    matrix_explorer,
    quiz,
    source,
)
from bookbuild.execution import myst_reader
from bookbuild.notebooks import chapter, downloads, launch, own_wheel
from bookbuild.site import dead_links, finish, head, incremental, metadata, narrow, search, sitemap
from bookbuild.sources import addresses

SPHINX = None

STEPS: dict[str, tuple[Callable | None, ...]] = {
    # the settings are read
    "config-inited": (
        addresses.read_addresses,
        SPHINX,
        launch.check,
        myst_reader.choose_readers,
    ),
    # the builder is there: what the site has besides pages
    "builder-inited": (
        SPHINX,
        incremental.keep_compiled_templates,
        search.replace_index_of_sphinx,
        own_wheel.add_wheel,
        live.add_runtime,
        lite.add_application,
    ),
    # which pages are read?
    "env-get-outdated": (SPHINX, incremental.outdated),
    "env-before-read-docs": (SPHINX, myst_reader.announce_pages),
    # for each page that is read: what was known of it is forgotten, its text is read, and parsed
    "env-purge-doc": (SPHINX, api.forget_page),
    "source-read": (SPHINX, myst_reader.announce_page),
    "autodoc-skip-member": (SPHINX, api.skip_what_others_wrote),
    "autodoc-process-docstring": (SPHINX, api.keep_sections_out),
    "doctree-read": (
        SPHINX,
        api.remember_shown_code,
        quiz.check_stray_options,
        glossary.check_glossary,
        glossary.remember_definitions,
        glossary.curl_apostrophes,
        lengths.mark_path,
        lengths.mark_topics,
    ),
    # all pages are read and numbered: which are written?
    "env-get-updated": (SPHINX, costs.follow_costs, incremental.written_too),
    "env-check-consistency": (SPHINX, exercises.check_solutions),
    # for each page that is written: its references are resolved, and it is filled into a template
    "doctree-resolved": (SPHINX, api.link_back, alttext.check_alt_texts, costs.fill_costs),
    "html-page-context": (
        metadata.describe,
        chapter.make,
        narrow.write_narrow_figures,
        downloads.write_notebooks,
        SPHINX,
        glossary.add_definitions,
        live.offer_live_code,
        finish.note_written,
        launch.add_menu,
        lite.add_notebook,
    ),
    "html-collect-pages": (SPHINX, search.collect_search_page),
    # all pages are written
    "build-finished": (
        SPHINX,
        myst_reader.write_summary,
        sitemap.write_sitemap,
        lite.list_notebooks,
        finish.harden_site,
        search.index_site,
        dead_links.check_links,
    ),
}
# what changes the tree of a page, when its text was parsed and when its references are resolved;
# their order among those of Sphinx is each one's `default_priority`
TRANSFORMS = (exercises.TidyStatements,)
POST_TRANSFORMS = (exercises.NameLevels, quiz.UnfoldQuizzes, matrix_explorer.DescribeMatrices)
REGISTER = (
    *(formulas, head, exercises, api, source, quiz, glossary, charts, matrix_explorer, costs),
    *(lengths, live, launch, incremental),
)
TEMPLATES = Path(__file__).parent / "site" / "templates"
FIRST, LAST = 100, 900  # priorities: Sphinx and its extensions have 400 to 600


def install(app: Sphinx, only: Collection[str] | None = None) -> dict[str, object]:
    """Declare and connect everything, or what stands in the modules that are named, for a test."""

    def is_wanted(name: str) -> bool:
        return only is None or name in only

    app.config.templates_path.insert(0, str(TEMPLATES))
    for module in REGISTER:
        if is_wanted(module.__name__):
            module.register(app)
    for transform in filter(lambda found: is_wanted(found.__module__), TRANSFORMS):
        app.add_transform(transform)
    for transform in filter(lambda found: is_wanted(found.__module__), POST_TRANSFORMS):
        app.add_post_transform(transform)
    wanted = {
        event: tuple(step for step in steps if step is SPHINX or is_wanted(step.__module__))
        for event, steps in STEPS.items()
    }
    connect(app, wanted)
    return {"env_version": 1, "parallel_read_safe": False, "parallel_write_safe": True}


def connect(app: Sphinx, all_steps: Mapping[str, Sequence[Callable | None]]) -> None:
    """Have Sphinx take steps at its events, in their order."""
    for event, steps in all_steps.items():
        of_sphinx = steps.index(SPHINX)
        for number, step in enumerate(steps):
            if step is not SPHINX:
                start = FIRST if number < of_sphinx else LAST
                app.connect(event, step, priority=start + number)


def setup(app: Sphinx) -> dict[str, object]:
    return install(app)
