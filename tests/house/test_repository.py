"""The repository around the book: its workflows, licences, citation and guides."""

import ast
import re
import subprocess

import pytest
import yaml
from bookbuild.paths import BOOK, CODE, ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GUIDES = ("README.md", "CONTRIBUTING.md", "code/ARCHITECTURE.md")


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def load(path):
    return yaml.safe_load(read(path))


def jobs():
    """Yield each job of each workflow with its name."""
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            yield f"{path.name}: {name}", job


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def slug(heading):
    """Return the anchor that GitHub gives a heading."""
    words = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return words.replace(" ", "-")


# GitHub's workflows


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_action_is_pinned_by_commit_and_says_which_version_that_is(path):
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    assert used
    for action, comment in used:
        if not action.startswith("./"):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_one_action_has_one_version():
    versions = {}
    for path in WORKFLOWS:
        for action, version in re.findall(r"uses: (\S+)@(\S+)", path.read_text("utf-8")):
            versions.setdefault(action, set()).add(version)
    assert {action: len(found) for action, found in versions.items() if len(found) > 1} == {}


def test_only_the_jobs_that_publish_may_write():
    for path in WORKFLOWS:
        assert load(path)["permissions"] == {}, path.name
    writing = {name for name, job in jobs() if "write" in job["permissions"].values()}
    assert writing == {"publish.yml: deploy", "publish.yml: notebooks"}
    # of the other, tests/house/test_notebooks_branch.py
    deploy = dict(jobs())["publish.yml: deploy"]
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    # it runs nothing of the repository, so nothing in the repository can use what it may
    assert [set(step) & {"run", "uses"} for step in deploy["steps"]] == [{"uses"}]
    assert "checkout" not in deploy["steps"][0]["uses"]


def test_no_job_keeps_the_token_or_runs_for_ever():
    for name, job in jobs():
        assert "uses" in job or job["timeout-minutes"] <= 60, name
        for step in job.get("steps", []):
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False, name


def test_publishing_waits_for_every_check():
    needs = {name.split(": ")[1]: job.get("needs") for name, job in jobs()}
    assert (needs["build"], needs["notebooks"]) == ("check", "build")
    assert needs["deploy"] == ["build", "notebooks"]
    assert dict(jobs())["publish.yml: check"]["uses"].endswith("/check.yml")


def test_only_a_site_whose_chapters_run_in_the_browser_is_published():
    steps = dict(jobs())["publish.yml: build"]["steps"]
    (live,) = [step for step in steps if "test_live" in step.get("run", "")]
    assert live["env"]["BOOK_WHEELS"] == "required"
    tests = re.findall(r"tests/site/test_live_\w+\.py", live["run"])
    assert tests == ["tests/site/test_live_outputs.py", "tests/site/test_live_chapters.py"]
    assert all((ROOT / path).exists() for path in tests)
    done = [step.get("run", step.get("uses", "")).split("@")[0] for step in steps]
    order = ["make wheels", "make book", live["run"], "actions/upload-pages-artifact"]
    assert [what for what in done if what in order] == order


def test_the_lowest_supported_python_is_checked():
    lowest = re.search(r'requires-python = ">=([\d.]+)"', read("code/pyproject.toml"))[1]
    matrices = {name: job["strategy"]["matrix"] for name, job in jobs() if "strategy" in job}
    matrices = {name: matrix for name, matrix in matrices.items() if "python" in matrix}
    assert set(matrices) == {"check.yml: book", "check.yml: package"}
    for name, matrix in matrices.items():
        assert matrix["python"][0] == lowest, name
    (low, high) = matrices["check.yml: package"]["include"]
    assert (low["python"], low["resolution"]) == (lowest, "lowest-direct")
    assert high["resolution"] == "highest"
    chapters = yaml.safe_dump(dict(jobs())["check.yml: chapters"])
    assert f"python-version: '{lowest}'" in chapters
    assert "--resolution lowest-direct ./code" in chapters
    assert "--nbval" in chapters


def test_the_tests_of_the_package_run_once_for_each_python():
    book, package = (dict(jobs())[f"check.yml: {name}"] for name in ("book", "package"))
    apart = {entry["python"] for entry in package["strategy"]["matrix"]["include"]}
    left_out = {
        entry["python"]
        for entry in book["strategy"]["matrix"]["include"]
        if entry["tests"] == "--ignore=tests/mathforml"
    }
    assert left_out == apart & {*book["strategy"]["matrix"]["python"]}
    (check,) = [step for step in book["steps"] if step.get("run") == "bash .ci/run"]
    assert check["env"]["PYTEST_ADDOPTS"] == "${{ matrix.tests }}"


def test_every_night_everything_is_tested():
    steps = dict(jobs())["nightly.yml: all"]["steps"]
    assert "bash .ci/run test-all" in [step.get("run") for step in steps]
    assert {"schedule", "workflow_dispatch"} == {*load(".github/workflows/nightly.yml")[True]}


def test_every_night_everything_runs_under_every_kernel():
    text = read("tests/reference/test_processors.py")
    named = re.findall(r'^    "([\w-]+)": Kernels\(', text, re.MULTILINE)
    assert named
    job = dict(jobs())["nightly.yml: processors"]
    assert job["strategy"]["matrix"]["kernels"] == named
    (run,) = [step for step in job["steps"] if "test_processors" in step.get("run", "")]
    assert "-m long" in run["run"]
    assert "[$KERNELS]" in run["run"]
    assert run["env"]["KERNELS"] == "${{ matrix.kernels }}"


def test_ci_installs_the_uv_of_the_lock():
    (locked,) = re.findall(r"^uv==(\S+)", read("code/requirements.txt"), re.MULTILINE)
    assert {*re.findall(r"uv==([\d.]+)", read(".github/workflows/check.yml"))} == {locked}


# licences and citation


def test_each_licence_stands_in_full_next_to_what_it_covers():
    notice = read("LICENSE")
    for folder, first_line, last_words in (
        (BOOK, "Attribution 4.0 International", "may be contacted at creativecommons.org."),
        (CODE, "MIT License", "OTHER DEALINGS IN THE\nSOFTWARE."),
    ):
        text = (folder / "LICENSE").read_text(encoding="utf-8")
        assert text.startswith(first_line)
        assert text.rstrip().endswith(last_words)
        assert f"{folder.name}/LICENSE" in notice


def test_the_citation_names_this_book_and_this_version():
    citation, config = load("CITATION.cff"), load("_config.yml")
    assert citation["cff-version"] == "1.2.0"
    assert citation["title"] == config["title"]
    assert citation["url"] == config["html"]["baseurl"]
    assert citation["repository-code"] == config["repository"]["url"]
    tree = ast.parse(read("code/mathforml/__init__.py"))
    (version,) = [
        node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "__version__"
    ]
    assert citation["version"] == version


# guides


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_of_a_guide_leads_somewhere(guide):
    text = re.sub(r"```.*?```", "", read(guide), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        if path.startswith(("http:", "https:", "mailto:")):
            continue
        target = (ROOT / guide).parent / path if path else ROOT / guide
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), link


@pytest.mark.parametrize("guide", GUIDES)
def test_every_make_command_of_a_guide_exists(guide):
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)\b(?=`|\n| +#| PYTHON)", read(guide)))
    assert named
    assert named <= targets


def test_what_the_page_on_the_architecture_names_is_there():
    places = (
        ROOT,
        ROOT / "tests",
        CODE,
        CODE / "bookbuild",
        CODE / "frontend",
        CODE / "frontend/src",
    )
    rooms = [folder for folder in (CODE / "bookbuild").iterdir() if folder.is_dir()]
    text = re.sub(
        r"## What `_build` holds.*?\n\n(?=A build)", "", read(GUIDES[2]), flags=re.DOTALL
    )
    names = re.findall(
        r"`((?:code|tests|book|bookbuild|frontend|[a-z]+)/[\w./-]*|\w+\.(?:py|js|css))`", text
    )
    assert len(names) > 30
    for name in names:
        assert any((place / name).exists() for place in (*places, *rooms)), name


def test_the_guide_for_authors_stays_short():
    assert read("CONTRIBUTING.md").count("\n") <= 230


def test_the_readme_tells_the_two_commands_that_are_enough():
    commands = re.findall(r"^make \w+", read("README.md"), re.MULTILINE)
    assert {"make book", "make test"} <= set(commands)


def test_the_picture_in_the_readme_is_light_and_told_in_words():
    (image,) = re.findall(r"<img [^>]*>|!\[[^\]]*\]\([^)]*\)", read("README.md"))
    alt = re.search(r'alt="([^"]*)"|!\[([^\]]*)\]', image)
    assert len(alt[1] or alt[2]) > 40
    source = re.search(r'src="([^"]*)"|\]\(([^)]*)\)', image)
    assert (ROOT / (source[1] or source[2])).stat().st_size < 150_000


# files


def test_no_file_names_a_folder_of_someones_machine():
    for path in tracked_files():
        if path == ROOT / "tests" / "house" / "test_repository.py" or not path.exists():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = re.search(r"(?<![\w.])/(root|work|home/\w+|Users/\w+)/\w", text)
        assert not found, f"{path.relative_to(ROOT)}: {text[found.start() : found.end() + 40]}"


def test_no_build_output_is_in_the_repository():
    outputs = re.compile(r"(^|/)(_build|node_modules|\.venv|__pycache__|dist)/|\.pyc$")
    names = [path.relative_to(ROOT).as_posix() for path in tracked_files()]
    assert not [name for name in names if outputs.search(name)]
