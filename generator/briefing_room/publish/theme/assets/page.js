// What each page does beside being read: folds open for links into them. Passages need no script:
// their marks are buttons of popovers.

// --- Searching while one types ---
const field = document.getElementById("q");
if (!document.getElementById("search-field")) {
  field.addEventListener("focus", async () => (await import("./search.js")).suggest(field), { once: true });
}

// --- On a phone the strip of sections shows the one that is open ---
const strip = document.querySelector(".masthead nav > ul"), here = strip?.querySelector("[aria-current]");
if (here) {
  const seen = strip.getBoundingClientRect(), own = here.getBoundingClientRect();
  strip.scrollLeft += own.left - seen.left - (seen.width - own.width) / 2;
}

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
