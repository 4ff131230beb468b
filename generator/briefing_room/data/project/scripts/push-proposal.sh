#!/usr/bin/env bash
# Push the branch that propose.sh packed.  This job may write to the repository, so it runs only git,
# refuses changes outside briefings/, and never forces a push.
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
  echo "The proposal changes $outside files outside briefings/, so it is not pushed." >&2
  exit 1
fi
git push --quiet origin "refs/proposal:refs/heads/$branch"
echo "Pushed $branch."
