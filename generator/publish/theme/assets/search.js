// The search page. Pagefind's index lies beside the site and is fetched in pieces, on demand.
import { plain, summed, traced } from "./beneath.js";

const field = document.getElementById("search-field");
const count = document.getElementById("search-count");
const list = document.getElementById("search-results");
const root = new URL("../", import.meta.url);
const SENTENCE = 5; // words from which on a sentence is looked for as it stands
const ASKING = new Set("a about an and are did do does for happen happened has have how in is latest new news of on or says the to was were what when where which who with".split(" "));
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
  if (about || date) item.append(paragraph(about, date));
  if (page.beneath) item.append(page.beneath);
  const told = `${page.meta.title} ${about}`.toLowerCase();
  if (page.excerpt && !page.beneath && !words.every((word) => told.includes(word))) {
    const found = paragraph("");
    found.innerHTML = `… ${page.excerpt} …`; // Pagefind's own: escaped, with <mark>
    for (const mark of found.querySelectorAll("mark")) if (ASKING.has(mark.textContent.toLowerCase())) mark.replaceWith(mark.textContent);
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

// The words of a question that tell what is asked for.
function asking(key) {
  return key.replace(/[?!.]+$/, "").replace(/['’]s\b/g, "").split(/\s+/).filter((word) => !ASKING.has(word));
}

// A name is asked for by itself, with a year, or in a question.
function asksFor(asked) {
  const key = asked.toLowerCase();
  if (Object.hasOwn(names, key)) return { name: names[key] };
  const year = /\b(?:19|20)\d\d\b/.exec(key)?.[0];
  const words = asking(key).filter((word) => word !== year).join(" ");
  return Object.hasOwn(names, words) ? { name: names[words], year } : {};
}

// Names that begin with what is typed so far, up to three; else the sections (they have a "#") that
// hold every word, as "China share" stands in none in a row.
function begun(asked) {
  const key = asked.toLowerCase();
  let found = Object.keys(names).filter((name) => key.length > 2 && name.startsWith(key));
  const words = asking(key);
  if (!found.length && words.length > 1) {
    const holds = (name, word) => name.split(/[\s,()]+/).some((own) => own.startsWith(word));
    found = Object.keys(names).filter((name) => names[name][1].includes("#") && words.every((word) => holds(name, word)));
  }
  found.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  return [...new Map(found.map((name) => [names[name][1], names[name]])).values()].slice(0, 3);
}

async function search() {
  const asked = field.value.trim();
  history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
  if (!asked) return list.replaceChildren((count.textContent = ""));
  const found = await (await load()).search(asked);
  const first = await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
  let pages = first.map((page) => ({ ...page })); // Pagefind keeps its own for the next search
  const { name, year } = asksFor(asked);
  const meant = name ? [name] : begun(asked);
  for (const [title, path, about] of [...meant].reverse()) {
    const address = new URL(path, root).href;
    const there = pages.findIndex((page) => new URL(page.url, location).href === address);
    pages.unshift(there < 0 ? { url: address, meta: { title, about }, excerpt: "" } : pages.splice(there, 1)[0]);
  }
  const sentence = plain(asked);
  if (name) pages[0].beneath = await summed(pages[0], year);
  else if (!meant.length && sentence.split(" ").length >= SENTENCE) {
    const holds = (page) => page.url.includes("/stories/") && plain(page.content || "").includes(sentence);
    const told = pages.filter(holds);
    pages = [...told, ...pages.filter((page) => !holds(page))];
    for (const story of told.slice(0, 1)) {
      story.beneath = await traced(story, sentence);
      story.meta = { ...story.meta, about: "" }; // the sentence is not told twice
      story.url += `#:~:text=${encodeURIComponent(asked).replaceAll("-", "%2D")}`; // leads to the words
    }
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
