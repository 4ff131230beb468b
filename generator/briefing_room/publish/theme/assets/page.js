// What each page does beside being read: folds open for links into them, citations are copied, a page
// is shared by the browser's own means. Passages need no script: their marks are buttons of popovers.

// --- Searching while one types ---
const asked = document.getElementById("q");
if (!document.getElementById("search-field")) asked.addEventListener("focus", async () => (await import("./search.js")).suggest(asked), { once: true });

// --- A link into a fold opens it ---
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded && !folded.open) { folded.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", unfold);
unfold();

// --- What a mark opens leaves its sentence to be read: the page moves up where there is no room ---
document.addEventListener("toggle", ({ target, newState }) => {
  const mark = newState === "open" && target.matches("[popover]") && document.activeElement;
  if (!mark?.matches(`[popovertarget="${target.id}"]`)) return;
  const box = target.getBoundingClientRect(), line = mark.getBoundingClientRect();
  const sheet = matchMedia("(max-width: 40rem)").matches;
  const over = sheet ? line.bottom - box.top + 8 : box.bottom - innerHeight + 8;
  if (over > 0) scrollBy(0, over);
}, true);

// --- Citing and sharing ---
// Where the site was built without knowing its address, a citation has the one at which it is read.
for (const box of document.querySelectorAll(".cite")) {
  const text = box.querySelector("code"), here = location.href.split("#")[0], address = encodeURIComponent(here);
  if (text.textContent.includes("://")) continue;
  text.append(` ${here}`);
  for (const file of box.querySelectorAll("a[download]")) {
    file.href = file.href.replace(/%0A%7D$/, `%2C%0A%20%20url%20%3D%20%7B${address}%7D%0A%7D`);
  }
}
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
