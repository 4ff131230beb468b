// What the search tells beneath the first page it finds, out of that page.
const SHOWN = 5; // dates or measures
const STATUS = 'h2:is([id^="status-on"], [id^="measures-that"]) + ul > li';

export const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

// A page of this site, with links that hold from here.
async function opened(page) {
  const address = new URL(page.url, location);
  const found = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  for (const link of found.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address);
  for (const mark of found.querySelectorAll(".footnote-backref, .headerlink")) mark.remove();
  return found;
}

// What the page of a name has to say: the status of a measure or a mineral, or what happened last;
// of a year, what happened in it.
export async function summed(page, year) {
  const found = await opened(page);
  const status = year ? [] : [...found.querySelectorAll(STATUS)];
  if (status.length) return beneath("ul", status.slice(0, SHOWN));
  const dated = [...found.querySelectorAll(".events--beside .event")];
  const wanted = (item) => year ? item.closest(".year").querySelector("h3").textContent === year : !item.querySelector(".when em");
  const shown = dated.length ? dated.filter(wanted) : [...found.querySelectorAll(".newest .event")];
  return beneath("ul", shown.slice(0, SHOWN), "events events--beside");
}

// The passages on which a sentence of a page rests.
export async function traced(page, sentence) {
  const found = await opened(page);
  const place = [...found.querySelectorAll(".page :is(p, li, tr)")].find((item) => !item.closest(".footnote") && plain(unmarked(item)).includes(sentence));
  const labels = [...(place?.querySelectorAll(".footnote-ref") || [])].map((mark) => decodeURIComponent(new URL(mark.href).hash.slice(1)));
  return beneath("div", labels.flatMap((label) => [...found.getElementById(label).children]));
}

function unmarked(item) {
  const copy = item.cloneNode(true);
  for (const mark of copy.querySelectorAll("sup")) mark.remove();
  return copy.textContent;
}

function beneath(tag, items, classes = "") {
  const told = Object.assign(document.createElement(tag), { className: `beneath ${classes}` });
  told.append(...items);
  return items.length ? told : "";
}
