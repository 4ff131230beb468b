#!/usr/bin/env bash
# Put what the generator says now on the branch of the open pull request, and push it.
# A commit that a reviewer pushed there stays: this adds commits, and never forces.
#
# propose.sh [REPORT]   writes the report for the pull request's text into the file REPORT
set -euo pipefail

report=${1:-}
branch=briefings/update
briefing=${BRIEFING:-.venv/bin/briefing}

export GIT_AUTHOR_NAME=${GIT_AUTHOR_NAME:-briefing} GIT_COMMITTER_NAME=${GIT_COMMITTER_NAME:-briefing}
export GIT_AUTHOR_EMAIL=${GIT_AUTHOR_EMAIL:-briefing@localhost}
export GIT_COMMITTER_EMAIL=${GIT_COMMITTER_EMAIL:-briefing@localhost}

git fetch --quiet origin
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

# Exit code 1 is a bad seed: the good ones are proposed, and the report names the bad one.
$briefing generate || [ $? -eq 1 ]
git add --all briefings
if ! git diff --cached --quiet; then
  git commit --quiet --message "Generate briefings"
fi
if [ -n "$report" ]; then
  $briefing review --base origin/main >"$report" || [ $? -eq 1 ]
fi
if git diff --quiet origin/main HEAD; then
  echo "Nothing to propose."
else
  git push --quiet origin "HEAD:$branch"
  echo "Pushed $branch."
fi
