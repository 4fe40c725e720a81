"""The job that pushes the notebooks: it may write to the repository, so it may do little else."""

import os
import shutil
import subprocess

import pytest
import yaml
from bookbuild.commands.notebooks import BRANCH
from bookbuild.paths import ROOT

WORKFLOWS = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (ROOT / ".github" / "workflows").glob("*.yml")
}
JOBS = WORKFLOWS["publish.yml"]["jobs"]
JOB = JOBS["notebooks"]
NAME = JOB["env"]["BRANCH"]
ENVIRON = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull}  # not what you set for yourself


def git(*arguments, cwd):
    command = ["git", "-c", "user.name=a", "-c", "user.email=a", *arguments]
    done = subprocess.run(
        command, cwd=cwd, env=ENVIRON, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_it_may_write_and_runs_git_alone():
    assert JOB["permissions"] == {"contents": "write"}
    download, push = JOB["steps"]
    assert set(download) == {"uses", "with"}
    assert download["uses"].startswith("actions/download-artifact@")
    commands = push["run"].replace("\\\n", "").splitlines()
    assert commands
    assert all(command.startswith("git ") for command in commands)
    # what an expression gives goes through the environment, and the token to this step alone
    assert "${{" not in push["run"]
    given = [name for name, value in push["env"].items() if "${{" in value]
    assert given == ["GIT_DIR", "TOKEN"]
    assert push["env"]["GIT_DIR"].startswith("${{ runner.temp }}/")


def test_it_pushes_the_folder_that_the_build_laid_out():
    steps = JOBS["build"]["steps"]
    (upload,) = [step for step in steps if "/upload-artifact@" in step.get("uses", "")]
    assert upload["with"]["path"] == BRANCH.relative_to(ROOT).as_posix()
    assert upload["with"]["include-hidden-files"] is True  # .binder
    assert upload["with"]["if-no-files-found"] == "error"
    assert upload["with"]["name"] == JOB["steps"][0]["with"]["name"]
    commands = [step.get("run") for step in steps]
    assert commands.index("make book") < commands.index("make notebooks") < steps.index(upload)


def test_the_links_lead_to_its_branch_and_no_workflow_answers_a_push_to_it():
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert config["sphinx"]["config"]["launch_branch"] == NAME
    for workflow in WORKFLOWS.values():
        # YAML reads the key `on` as true
        assert NAME not in workflow[True].get("push", {"branches": []})["branches"]
    assert config["repository"]["branch"] != NAME


@pytest.fixture
def published(tmp_path):
    """A repository on whose branch the step has pushed twice, as GitHub would run it."""
    remote, seed = tmp_path / "owner" / "book", tmp_path / "seed"
    git("init", "--bare", "--initial-branch=main", str(remote), cwd=tmp_path)
    git("clone", str(remote), str(seed), cwd=tmp_path)
    git("commit", "--allow-empty", "-m", "The book", cwd=seed)
    git("push", "origin", "HEAD:main", cwd=seed)
    files = tmp_path / "work" / JOB["steps"][0]["with"]["path"]
    hook = files / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(parents=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path / 'hacked'}\n")
    hook.chmod(0o755)
    (files / ".binder").mkdir()
    (files / ".binder" / "runtime.txt").write_text("python-3.13\n")
    step = JOB["steps"][1]
    own = {
        "GIT_DIR": str(tmp_path / "notebooks.git"),
        "GITHUB_SERVER_URL": tmp_path.as_uri(),
        "GITHUB_REPOSITORY": "owner/book",
        "GITHUB_SHA": "0123",
    }
    for name in ("old", "new"):
        (files / f"{name}.ipynb").write_text(name)
        environ = {**ENVIRON, **JOB["env"], **step["env"], **own}
        subprocess.run(
            ["bash", "-e", "-c", step["run"]], cwd=files.parent, env=environ, check=True
        )
        (files / "old.ipynb").unlink(missing_ok=True)
        shutil.rmtree(own["GIT_DIR"])
    return remote


def test_it_replaces_its_branch_by_one_commit_and_touches_no_other(published, tmp_path):
    assert git("log", "--format=%s", NAME, cwd=published) == "Notebooks of 0123"
    files = git("ls-tree", "-r", "--name-only", NAME, cwd=published).splitlines()
    assert files == [".binder/runtime.txt", "new.ipynb"]
    assert git("log", "--format=%s", "main", cwd=published) == "The book"
    branches = git("branch", "--format=%(refname:short)", cwd=published).splitlines()
    assert branches == sorted(["main", NAME])
    assert not (tmp_path / "hacked").exists()
