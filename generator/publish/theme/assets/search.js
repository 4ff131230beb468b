// The search page. Pagefind's index lies beside the site and is fetched in pieces, on demand.
const field = document.getElementById("search-field");
const count = document.getElementById("search-count");
const list = document.getElementById("search-results");
const root = new URL("../", import.meta.url);
let engine, names, timer;

async function load() {
  if (!names) {
    engine = await import(new URL("pagefind/pagefind.js", root));
    await engine.options({ excerptLength: 26, ranking: { termFrequency: 0.4, pageLength: 0.6 } });
    names = await (await fetch(new URL("data/names.json", root))).json();
    await engine.init();
  }
  return engine;
}

function entry(page) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const text = document.createElement("p");
  link.href = page.url;
  link.textContent = page.meta.title;
  text.innerHTML = page.excerpt; // Pagefind's own: escaped, with <mark>
  item.append(link, text);
  return item;
}

async function search() {
  const asked = field.value.trim();
  history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
  if (!asked) return list.replaceChildren((count.textContent = ""));
  const found = await (await load()).search(asked);
  const pages = await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
  const key = asked.toLowerCase();
  const named = Object.hasOwn(names, key) && names[key]; // a name of the catalogue: its own page comes first
  if (named) {
    const address = new URL(named[1], root);
    const there = pages.findIndex((page) => new URL(page.url, location).href === address.href);
    pages.unshift(there < 0 ? { url: address.href, meta: { title: named[0] }, excerpt: "" } : pages.splice(there, 1)[0]);
  }
  if (field.value.trim() !== asked) return;
  const number = found.results.length;
  count.textContent = number === 1 ? "1 page found" : `${number} pages found`;
  list.replaceChildren(...pages.map(entry));
}

field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
field.form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
field.value = new URLSearchParams(location.search).get("q") || "";
if (field.value) search(); else field.focus();
