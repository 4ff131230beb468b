// Footnotes and terms are shown beside their marks: by pointer, by keyboard, and by the first tap.
// Without this script a mark leads to the passage, and a term to the glossary, as links do.
const MARKS = "a.footnote-ref, a.term";
const note = Object.assign(document.createElement("aside"), { id: "note", className: "note" });
note.setAttribute("role", "tooltip");
note.hidden = true;
document.body.append(note);
let shown = null, timer;

function words(mark) {
  if (mark.matches(".term")) return [mark.dataset.words];
  const passage = document.getElementById(decodeURIComponent(mark.hash.slice(1))).cloneNode(true);
  for (const back of passage.querySelectorAll(".footnote-backref")) back.remove();
  return passage.childNodes;
}

function show(mark) {
  clearTimeout(timer);
  if (shown === mark) return;
  hide();
  note.replaceChildren(...words(mark));
  note.hidden = false;
  const place = mark.getBoundingClientRect(), gap = 6, edge = 12;
  const wide = document.documentElement.clientWidth;
  const left = Math.min(place.left, wide - note.offsetWidth - edge);
  const below = place.bottom + gap + note.offsetHeight < innerHeight || place.top < note.offsetHeight + gap;
  note.style.left = `${Math.max(left, edge) + scrollX}px`;
  note.style.top = `${(below ? place.bottom + gap : place.top - note.offsetHeight - gap) + scrollY}px`;
  mark.setAttribute("aria-describedby", note.id);
  shown = mark;
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  note.hidden = true;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => note.matches(":hover, :focus-within") || hide(), 250);
}

for (const mark of document.querySelectorAll(MARKS)) {
  if (mark.title) { mark.dataset.words = mark.title; mark.removeAttribute("title"); }
  let touched = false, before = false;
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(mark));
  mark.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later());
  mark.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse"; before = shown === mark; });
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("blur", later);
  mark.addEventListener("click", (event) => {
    if (touched && !before) { event.preventDefault(); show(mark); } // the second tap follows the link
    touched = false;
  });
}
note.addEventListener("pointerleave", later);
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("pointerdown", (event) => {
  if (shown && !note.contains(event.target) && !event.target.closest?.(MARKS)) hide();
});
