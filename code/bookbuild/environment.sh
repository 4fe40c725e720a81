#!/bin/sh
# Make the environment of the book: `environment.sh PYTHON FOLDER`.
# Everything comes from the hashed locks; uv installs in seconds what pip needs a minute for.
set -eu
python=$1
venv=$2
locks=code

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "The book needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1 || true)." >&2
    echo "Name another one: make book PYTHON=python3.13" >&2
    exit 1
}
echo "Making the environment in $venv ($("$python" --version))"
"$python" -m venv --clear "$venv"
bin=$venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK=1

# uv is pinned in the same lock as the rest: cut its lines out, and let pip check their hashes.
only_uv=$venv/uv.txt
awk '/^[a-zA-Z]/ {keep = /^uv==/} keep' "$locks/requirements.txt" >"$only_uv"
if "$bin/pip" install --quiet --require-hashes -r "$only_uv" 2>/dev/null; then
    # hard links from the cache save disk, but fail between file systems: then copy
    UV_LINK_MODE=${UV_LINK_MODE:-copy} VIRTUAL_ENV=$venv "$bin/uv" pip install --quiet --require-hashes -r "$locks/requirements.txt"
    VIRTUAL_ENV=$venv "$bin/uv" pip install --quiet --no-deps --no-build-isolation --editable code
else
    echo "uv has no build for this platform: installing with pip, which takes longer"
    awk '/^[a-zA-Z]/ {drop = /^uv==/} !drop' "$locks/requirements.txt" >"$venv/rest.txt"
    "$bin/pip" install --quiet --require-hashes -r "$venv/rest.txt"
    "$bin/pip" install --quiet --no-deps --no-build-isolation --editable code
fi

# Node draws the formulas and bundles the browser scripts. Without a recent one on the PATH, take it from PyPI.
node_is_recent() { command -v node >/dev/null && command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; }
if ! node_is_recent; then
    echo "No Node 20 or newer on the PATH: installing the one in $locks/requirements-node.txt"
    "$bin/pip" install --quiet --require-hashes -r "$locks/requirements-node.txt"
    PATH=$(cd "$bin" && pwd):$PATH
    export PATH
fi
(cd code/frontend && npm ci --silent --ignore-scripts)
