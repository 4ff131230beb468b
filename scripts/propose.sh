#!/usr/bin/env bash
# Generate the pages on a branch of this clone, and pack the branch for push-proposal.sh.
# Commits that a reviewer pushed to that branch stay: this adds commits.
#
# propose.sh FOLDER   writes FOLDER/update.bundle and FOLDER/report.md, or nothing if nothing changed
set -euo pipefail

folder=${1:?name the folder for the proposal}
branch=briefings/update
briefing=${BRIEFING:-.venv/bin/briefing}

export GIT_AUTHOR_NAME=${GIT_AUTHOR_NAME:-briefing} GIT_COMMITTER_NAME=${GIT_COMMITTER_NAME:-briefing}
export GIT_AUTHOR_EMAIL=${GIT_AUTHOR_EMAIL:-briefing@localhost}
export GIT_COMMITTER_EMAIL=${GIT_COMMITTER_EMAIL:-briefing@localhost}

if git rev-parse --quiet --verify "origin/$branch" >/dev/null; then
  git switch --quiet --force-create "$branch" "origin/$branch"
  if ! git merge --quiet --no-edit origin/main; then
    git merge --abort
    echo "main and $branch changed the same lines: merge main into the pull request by hand" >&2
    exit 1
  fi
else
  git switch --quiet --force-create "$branch" origin/main
fi

# Exit code 1 means that a seed is bad: the others are proposed, and the report names it.
$briefing generate || [ $? -eq 1 ]
git add --all briefings
if ! git diff --cached --quiet; then
  git commit --quiet --message "Generate briefings"
fi
if git diff --quiet origin/main HEAD; then
  echo "Nothing to propose."
  exit 0
fi
mkdir -p "$folder"
$briefing review --base origin/main >"$folder/report.md" || [ $? -eq 1 ]
git bundle create --quiet "$folder/update.bundle" "refs/heads/$branch" --not origin/main
echo "Packed $branch."
