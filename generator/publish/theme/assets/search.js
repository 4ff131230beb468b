// The search page. Pagefind's index lies beside the site and is fetched in pieces, on demand.
const field = document.getElementById("search-field");
const count = document.getElementById("search-count");
const list = document.getElementById("search-results");
const root = new URL("../", import.meta.url);
let engine, names, timer;

async function load() {
  if (!names) {
    engine = await import(new URL("pagefind/pagefind.js", root));
    await engine.options({ excerptLength: 26, ranking: { termFrequency: 0.4, pageLength: 0.6, metaWeights: { title: 5, about: 0, date: 0 } } });
    names = await (await fetch(new URL("data/names.json", root))).json();
    await engine.init();
  }
  return engine;
}

// A page with what it is about; the place that was found is told where that does not hold the words.
function entry(page, asked) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  item.append(link);
  const { about = "", date } = page.meta;
  const words = asked.toLowerCase().split(/\s+/);
  if (about) item.append(paragraph(about, date));
  const told = `${page.meta.title} ${about}`.toLowerCase();
  if (page.excerpt && !words.every((word) => told.includes(word))) {
    const found = paragraph("");
    found.innerHTML = `… ${page.excerpt} …`; // Pagefind's own: escaped, with <mark>
    item.append(found);
  }
  return item;
}

function paragraph(words, date) {
  const text = document.createElement("p");
  const day = date && new Date(date).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  if (day) text.append(Object.assign(document.createElement("span"), { className: "when", textContent: `${day} ` }));
  text.append(words);
  return text;
}

// The pages of the names that are asked for, or of up to three that begin with what is typed so far;
// else the sections (they have a "#") that hold every word, as "China share" stands in none in a row.
function meant(asked) {
  const key = asked.toLowerCase();
  if (Object.hasOwn(names, key)) return [names[key]];
  let begun = Object.keys(names).filter((name) => key.length > 2 && name.startsWith(key));
  const words = key.replace(/['’]s\b/g, "").split(/\s+/);
  if (!begun.length && words.length > 1) {
    const holds = (name, word) => name.split(/[\s,()]+/).some((own) => own.startsWith(word));
    begun = Object.keys(names).filter((name) => names[name][1].includes("#") && words.every((word) => holds(name, word)));
  }
  begun.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  return [...new Map(begun.map((name) => [names[name][1], names[name]])).values()].slice(0, 3);
}

async function search() {
  const asked = field.value.trim();
  history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
  if (!asked) return list.replaceChildren((count.textContent = ""));
  const found = await (await load()).search(asked);
  const pages = await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
  for (const [title, path, about] of meant(asked).reverse()) {
    const address = new URL(path, root).href;
    const there = pages.findIndex((page) => new URL(page.url, location).href === address);
    pages.unshift(there < 0 ? { url: address, meta: { title, about }, excerpt: "" } : pages.splice(there, 1)[0]);
  }
  if (field.value.trim() !== asked) return;
  const number = Math.max(found.results.length, pages.length);
  count.textContent = number === 1 ? "1 page found" : `${number} pages found`;
  document.getElementById("search-none").hidden = number > 0;
  list.replaceChildren(...pages.map((page) => entry(page, asked)));
}

field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
field.form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
field.value = new URLSearchParams(location.search).get("q") || "";
if (field.value) search(); else field.focus();
