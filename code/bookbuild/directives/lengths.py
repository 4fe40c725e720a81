"""The `station` directive, and what folds: a chapter has two lengths, and more at its end.

    ## Three steps on paper

    ```{station} 6
    ```

makes the section a station of the class path, which takes 6 minutes. The heading gets a badge, and
the page a switch below its title: *In class, 35 min* folds all other sections away (lengths.css),
*Whole chapter* shows them. Without scripts, and for builders other than HTML, everything is shown.

The topics of a section *Going further* fold: each subsection opens at its heading.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

FURTHER = "Going further"
ON_PATH, HAS_PATH, TOPIC = "in-class", "has-path", "further-topic"
SWITCH = """<div class="lengths" role="group" aria-label="Length of this chapter"\
 data-pagefind-ignore>
<button type="button" data-length="class" aria-pressed="false">In class, {} min</button>
<button type="button" data-length="whole" aria-pressed="true">Whole chapter</button>
</div>
"""


class station(nodes.General, nodes.Element):
    """The badge of a section on the class path, with its `minutes`."""


class length_switch(nodes.General, nodes.Element):
    """The choice between class path and whole chapter, with the `minutes` of the path."""


class Station(SphinxDirective):
    """Make the section a station of the class path."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        minutes = self.arguments[0]
        if not (minutes.isdecimal() and 1 <= int(minutes) <= 60):
            raise self.error(f"station: expected its minutes, from 1 to 60, got {minutes!r}")
        node = station(minutes=int(minutes))
        self.set_source_info(node)
        return [node]


def mark_path(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the sections of the class path, and put the switch below the title."""
    stations = list(doctree.findall(station))
    for node in stations:
        section = node.parent
        above = section.parent
        if not isinstance(section, nodes.section) or section.index(node) != 1:
            logger.warning(
                "station: expected it right below the heading of its section", location=node
            )
        elif isinstance(above.parent, nodes.section) and ON_PATH not in above["classes"]:
            logger.warning(
                "station: the section above, %r, is none, so this one is not shown in class",
                above[0].astext(),
                location=node,
            )
        else:
            section["classes"].append(ON_PATH)
    if stations:
        chapter = next(doctree.findall(nodes.section))
        chapter["classes"].append(HAS_PATH)
        chapter.insert(1, length_switch(minutes=sum(node["minutes"] for node in stations)))


def mark_topics(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the sections that fold."""
    for section in doctree.findall(nodes.section):
        if section[0].astext() == FURTHER:
            for topic in section.children:
                if isinstance(topic, nodes.section):
                    topic["classes"].append(TOPIC)


def visit_station(translator, node: station) -> None:
    translator.body.append(f'<p class="station">In class: {node["minutes"]} min</p>\n')
    raise nodes.SkipNode


def visit_switch(translator, node: length_switch) -> None:
    translator.body.append(SWITCH.format(node["minutes"]))
    raise nodes.SkipNode


def skip(translator, node: nodes.Node) -> None:
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    others = dict.fromkeys(("latex", "text"), (skip, None))
    app.add_node(station, html=(visit_station, None), **others)
    app.add_node(length_switch, html=(visit_switch, None), **others)
    app.add_directive("station", Station)
