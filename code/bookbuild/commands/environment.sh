#!/bin/sh
# Make the environment of the book: `environment.sh PYTHON FOLDER`.
# Everything comes from the hashed locks; uv installs in seconds what pip needs a minute for.
set -eu
python=$1
venv=$2
locks=code

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "The book needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1 || true)." >&2
    echo "Name another one, for example: make book PYTHON=python3.13" >&2
    exit 1
}
echo "Making the environment in $venv ($("$python" --version))"
"$python" -m venv --clear "$venv"
bin=$venv/bin
export VIRTUAL_ENV="$venv" PIP_DISABLE_PIP_VERSION_CHECK=1

# uv is pinned in the same lock as the rest: cut its lines out, and let pip check their hashes.
"$python" - "$locks/requirements.txt" "$venv" <<'END'
import pathlib, re, sys

lock, venv = map(pathlib.Path, sys.argv[1:])
text = lock.read_text(encoding="utf-8")
uv = re.search(r"^uv==.*?(?=^\S|\Z)", text, re.DOTALL | re.MULTILINE)[0]
(venv / "uv.txt").write_text(uv, encoding="utf-8")
(venv / "rest.txt").write_text(text.replace(uv, ""), encoding="utf-8")
END
if "$bin/pip" install --quiet --require-hashes -r "$venv/uv.txt" 2>/dev/null; then
    install="$bin/uv pip install --quiet"
else
    echo "uv cannot be installed here: installing with pip, which takes longer"
    install="$bin/pip install --quiet"
fi
$install --require-hashes -r "$venv/rest.txt"
$install --no-deps --no-build-isolation --editable code

# What JupyterLite's kernel needs in a reader's browser: for another Python than this one, so not installed.
"$bin/pip" download -qq --require-hashes --no-deps --only-binary :all: \
    --python-version 3.14 --implementation py --abi none --platform any \
    --dest "$venv/kernel-wheels" -r "$locks/requirements-lite.txt"

# Node draws the formulas and bundles the browser scripts. Without a recent one on the PATH, take it from PyPI.
node_is_recent() {
    command -v node >/dev/null && command -v npm >/dev/null &&
        node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'
}
if ! node_is_recent; then
    echo "No Node 20 or newer on the PATH: installing the one in $locks/requirements-node.txt"
    $install --require-hashes -r "$locks/requirements-node.txt"
    PATH=$(cd "$bin" && pwd):$PATH
    export PATH
fi
(cd code/frontend && npm ci --loglevel=error --ignore-scripts)
