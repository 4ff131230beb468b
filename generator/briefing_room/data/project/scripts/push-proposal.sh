#!/usr/bin/env bash
# Push what propose.sh packed.  This runs with leave to write, so it runs nothing but git, and takes
# nothing but pages: of what is new, a file outside briefings/ is refused.  It never forces.
#
# push-proposal.sh FOLDER
set -euo pipefail

folder=${1:?name the folder of the proposal}
branch=briefings/update

git fetch --quiet "$folder/update.bundle" "+refs/heads/$branch:refs/proposal"
base=origin/main
if git rev-parse --quiet --verify "origin/$branch" >/dev/null; then
  base=$(git merge-tree --write-tree origin/main "origin/$branch")
fi
outside=$(git diff --name-only "$base" refs/proposal -- . ':(exclude)briefings' | wc -l)
if [ "$outside" -ne 0 ]; then
  echo "The proposal changes $outside files outside briefings/: it is not pushed." >&2
  exit 1
fi
git push --quiet origin "refs/proposal:refs/heads/$branch"
echo "Pushed $branch."
