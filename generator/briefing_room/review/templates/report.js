"use strict";
// Answers are kept in this browser under a digest of the item, so that a newer report of the same
// pull request asks only about what is new. A browser may lose what a page opened as a file stores,
// so the history of the tab has them too.
const items = [...document.querySelectorAll(".item[data-key]")];
const store = "briefing-review";
let answers = null;
try { answers = JSON.parse(localStorage.getItem(store)); } catch { /* nothing saved */ }
answers ||= history.state || {};
let here = -1;

function save() {
  history.replaceState(answers, "");
  try { localStorage.setItem(store, JSON.stringify(answers)); } catch { /* a private window */ }
}

function quoted(text) {
  return "'" + text.replaceAll("'", "'\\''") + "'";
}

// What to do about an item that is not right: a command, or an edit to make by hand after "#".
function instruction(item, done) {
  // A label still names the line when lines above it change.
  const { path, line, reference, heading, hint, reject } = item.dataset;
  const place = path + ":" + reference;
  if (!reject) return "# " + hint + " (" + heading + ": " + done.why + ")";
  const command = "briefing review --reject " + quoted(place) + " --why " + quoted(done.why);
  return done.state === "off" ? "# edit " + path + ":" + line + ": move it; or take it out:\n" + command : command;
}

function instructions() {
  const lines = [];
  for (const item of [...items].reverse()) {
    // From the last line of a page to its first, so that line numbers stay valid.
    const done = answers[item.dataset.key];
    if (done && done.state !== "right") lines.push(instruction(item, done));
  }
  for (const group of document.querySelectorAll(".group[data-accept]")) {
    const groupItems = items.filter((item) => group.contains(item));
    const right = groupItems.every((item) => (answers[item.dataset.key] || {}).state === "right");
    if (right) lines.push("briefing review --accept " + quoted(group.dataset.accept) + " --by …");
  }
  return lines.join("\n");
}

function show() {
  let right = 0, wrong = 0;
  for (const item of items) {
    const done = answers[item.dataset.key];
    item.dataset.done = done ? done.state : "";
    item.querySelector(".done").textContent = done && done.state !== "right"
      ? "To do: " + instruction(item, done).replace(/^# /, "") : "";
    if (done) done.state === "right" ? right++ : wrong++;
  }
  const left = items.length - right - wrong;
  document.getElementById("left").textContent = String(left);
  document.getElementById("wrong").textContent = wrong ? wrong + " not right" : "";
  document.getElementById("progress").value = right + wrong;
  document.getElementById("commands").textContent = instructions() || "Nothing yet.";
}

function go(to) {
  if (!items.length) return;
  if (here >= 0) items[here].classList.remove("here");
  here = Math.max(0, Math.min(items.length - 1, to));
  items[here].classList.add("here");
  items[here].scrollIntoView({ block: "nearest" });
  const top = items[here].getBoundingClientRect().top;
  if (top < 80) scrollBy(0, top - 80);
  items[here].focus({ preventScroll: true });
}

// Goes to the next item without an answer, or else to the first one; stays if all have answers.
function next() {
  const isOpen = (item) => !answers[item.dataset.key];
  const below = items.findIndex((item, index) => index > here && isOpen(item));
  const first = items.findIndex(isOpen);
  go(below >= 0 ? below : first >= 0 ? first : here);
}

const REASONS = { right: "", off: "unimportant or in the wrong place" };

function setAnswer(item, state) {
  const key = item.dataset.key, was = answers[key];
  if (was && was.state === state) {
    delete answers[key];
  } else {
    let why = REASONS[state];
    if (why === undefined) {
      const asked = item.classList.contains("asked");
      why = prompt(asked ? "What is missing?" : "What is not right?", "");
      if (why === null) return;
      why = why.trim();
      if (!why) {
        item.querySelector(".done").textContent = "Not marked: it needs a reason.";
        return;
      }
    }
    answers[key] = { state, why };
  }
  save();
  show();
  if (answers[key]) next();
}

items.forEach((item, at) => {
  item.tabIndex = -1;
  item.addEventListener("click", (event) => {
    if (here !== at) { if (here >= 0) items[here].classList.remove("here"); here = at; item.classList.add("here"); }
    const button = event.target.closest("button");
    if (button) setAnswer(item, { yes: "right", no: "wrong", off: "off" }[button.className]);
  });
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea")) return;
  const act = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    n: next,
    a: () => here >= 0 && setAnswer(items[here], "right"),
    x: () => here >= 0 && setAnswer(items[here], "wrong"),
    o: () => {
      const group = here >= 0 && items[here].closest(".group");
      const fold = group && group.querySelector("details.whole");
      if (fold) { fold.open = !fold.open; if (fold.open) fold.scrollIntoView({ block: "nearest" }); }
    },
  }[event.key];
  if (act) { event.preventDefault(); act(); }
});

document.getElementById("copy").addEventListener("click", () => {
  const pre = document.getElementById("commands");
  if (navigator.clipboard) navigator.clipboard.writeText(pre.textContent);
  getSelection().selectAllChildren(pre);
});

show();
