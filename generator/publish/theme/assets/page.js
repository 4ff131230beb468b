// What each page does beside being read: passages open in place, folds open for links into them,
// citations are copied, a page is shared by the browser's own means. Without this script a mark
// leads to its passage as a link does.

// --- Passages ---
function passage(mark) {
  const at = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
  const from = document.getElementById(`${at?.id}-from`);
  if (!at) return null;
  const box = Object.assign(document.createElement("aside"), { className: "passage", id: `open-${at.id}` });
  const words = at.matches("mark") ? at.textContent : at.querySelector("q")?.textContent;
  if (words) box.append(Object.assign(document.createElement("p"), { textContent: `“${words}”` }));
  const where = Object.assign(document.createElement("p"), { className: "from" });
  if (from) where.append(...from.cloneNode(true).childNodes);
  box.append(where);
  const list = where.querySelector('a[href^="#s-"]'), sources = list && document.getElementById(list.hash.slice(1))?.cloneNode(true);
  if (sources) { // of a note that does not say which of them tells it
    Object.assign(sources, { id: "", className: "from" });
    box.append(sources);
  }
  return box;
}

for (const mark of document.querySelectorAll("a.mark")) {
  mark.setAttribute("role", "button");
  mark.setAttribute("aria-expanded", "false");
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    if (mark.getAttribute("aria-expanded") === "true") return shut(mark);
    for (const other of document.querySelectorAll('a.mark[aria-expanded="true"]')) shut(other);
    const box = passage(mark), line = mark.closest("p, li, tr");
    if (!box) return;
    if (line.matches("tr")) {
      const row = document.createElement("tr"), cell = document.createElement("td");
      row.className = "passage-row";
      cell.colSpan = line.cells.length;
      cell.append(box);
      row.append(cell);
      line.after(row);
    } else if (line.matches("li")) line.append(box);
    else line.after(box);
    mark.setAttribute("aria-expanded", "true");
    mark.setAttribute("aria-controls", box.id);
    box.scrollIntoView({ block: "nearest" });
  });
  mark.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); mark.click(); }
    if (event.key === "Escape") shut(mark);
  });
}

function shut(mark) {
  const box = document.getElementById(mark.getAttribute("aria-controls"));
  (box?.closest(".passage-row") ?? box)?.remove();
  mark.setAttribute("aria-expanded", "false");
  mark.removeAttribute("aria-controls");
}

// --- A link into a fold opens it ---
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded && !folded.open) { folded.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", unfold);
unfold();
if (matchMedia("(min-width: 60rem)").matches) for (const box of document.querySelectorAll("details.box")) box.open = true;

// --- Citing and sharing ---
for (const text of document.querySelectorAll(".cite code")) if (!text.textContent.includes("://")) text.append(` ${location.href.split("#")[0]}`);
for (const text of navigator.clipboard ? document.querySelectorAll(".cite pre") : []) {
  const button = button_("Copy"), told = Object.assign(document.createElement("span"), { role: "status" });
  button.setAttribute("aria-label", `Copy ${text.previousElementSibling.firstChild.textContent.replace(" · ", "")}`);
  text.previousElementSibling.append(" ", button, " ", told);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    told.textContent = "Copied";
    setTimeout(() => { told.textContent = ""; }, 3000);
  });
}
for (const place of navigator.share ? document.querySelectorAll(".share") : []) {
  const button = button_("Share");
  button.addEventListener("click", () => navigator.share({ title: document.title, url: location.href.split("#")[0] }).catch(() => {}));
  place.append(" · ", button);
}
function button_(words) { return Object.assign(document.createElement("button"), { type: "button", textContent: words }); }
