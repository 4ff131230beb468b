// The search, on its page and below the field of every page. Pagefind's index lies beside the site and
// is fetched in pieces, on demand.
const root = new URL("../", import.meta.url);
let engine, data;

async function load() {
  if (!data) {
    data = await (await fetch(new URL("data/search.json", root))).json();
    data.idle = new Set(data.idle.flatMap((word) => [word, stem(word)]));
    data.known = new Set(data.words);
    data.names = Object.assign(Object.create(null), data.names); // "constructor" is a word like any other
    data.places = Object.assign(Object.create(null), data.places);
    data.near = new Set(Object.keys(data.places).flatMap(split).map(stem));
    data.named = new Set(Object.keys(data.names).flatMap(split));
    const alike = data.same.map((row) => row.map(stem));
    data.prefer = Object.entries(data.prefer).map(([begun, told]) => [split(begun).map(stem), told.split(" ")[0], told.split(" ").slice(1).map(stem)]);
    data.alike = (word) => new Set([word, ...alike.filter((row) => row.includes(word)).flat()]);
    data.answers = data.answers.map(([kind, title, path, about, words]) => {
      return { kind, title, path, about, named: new Set(split(title).map(stem)), words: new Set(split(`${words} ${about}`).map(stem)) };
    });
    engine = await import(new URL("pagefind/pagefind.js", root));
    await engine.options({ excerptLength: 26, ranking: { termFrequency: 0.4, pageLength: 0.6, metaWeights: { title: 8, about: 0, date: 0 } } });
    await engine.init();
  }
  return engine;
}

const split = (text) => text.toLowerCase().replace(/['’]s\b/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const telling = (asked) => split(asked).filter((word) => !data.idle.has(word) && !data.idle.has(stem(word)));
const stem = (word) => word.length < 4 ? word : word.replace(/ies$/, "y").replace(/(?:ing|ed|es|s)$/, "").replace(/(.)\1$/, "$1").replace(/e$/, "");

// How many letters two words differ by, neighbours that changed places counting once; at most `most`.
function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [], last = [...Array(other.length + 1).keys()];
  for (let at = 1; at <= one.length; at++) {
    const now = [at];
    for (let to = 1; to <= other.length; to++) {
      now[to] = Math.min(last[to] + 1, now[to - 1] + 1, last[to - 1] + (one[at - 1] !== other[to - 1]));
      if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) now[to] = Math.min(now[to], before[to - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return last[other.length];
}

// The words as they were meant: each that the site does not know becomes the nearest it knows.
function mended(asked) {
  return asked.replace(/[\p{L}]{3,}/gu, (word, at) => {
    const key = word.toLowerCase(), typing = at + word.length === asked.length;
    if (data.known.has(key) || data.idle.has(key) || data.named.has(key)) return word;
    const opening = !at && !typing && data.opening.find((known) => known[0] === key[0] && slips(key, known, 1) < 2);
    if (opening || key.length < 4) return opening || word;
    const most = key.length > 6 ? 2 : 1;
    let best = word, least = most + 1;
    for (const known of data.words) {
      if (typing && known.startsWith(key)) return word;
      const near = slips(key, known, most);
      if (near > most) continue;
      const far = near + (known[0] === key[0] ? 0 : 0.5) - (data.named.has(known) ? 0.2 : 0); // a name is meant sooner
      if (far < least) [best, least] = [known, far];
    }
    return best;
  });
}

// The page of the name that is asked for, by itself or with a year; else those that begin with it.
function names(asked) {
  const key = asked.toLowerCase(), words = telling(asked).filter((word) => !/^(19|20)\d\d$/.test(word)).join(" ");
  const own = (name) => name in data.names ? data.answers[data.names[name]] : null;
  const exact = own(key) ?? own(words);
  if (exact) return [exact];
  const begun = key.length > 2 ? Object.keys(data.names).filter((name) => name.startsWith(key)) : [];
  begun.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  return [...new Set(begun.map(own))].slice(0, 3);
}

// The kind of page that a question asks for by some of its words, and what it is then about besides.
function preferred(words) {
  const [begun, kind, meant] = data.prefer.find(([some]) => some.every((word) => words.includes(word))) ?? [[], "", []];
  return [kind, [...words.filter((word) => !meant.length || !begun.includes(word)), ...meant]];
}

// How well a word fits each answer: a title counts most, words that mean the same a little less.
function fitting(word) {
  const alike = [...data.alike(word)], near = (own) => word.length > 4 && [...own].some((other) => akin(word, other));
  const has = (own) => own.has(word) ? 1 : alike.some((other) => own.has(other)) || near(own) ? 0.8 : 0;
  return data.answers.map((one) => {
    const named = 1.5 * has(one.named), told = (one.kind === "page" ? 1.4 : 1) * has(one.words);
    return Math.max(named, told, one.kind === "ship" && data.near.has(word) ? 0.8 : 0);
  });
}
const akin = (one, other) => other.length > 4 && Math.abs(one.length - other.length) < 3 && (one.startsWith(other) || other.startsWith(one));

// The answers that have what a question tells: rare words count most; the kind of page that is asked
// for, and the page of a name that stands whole in the question, a little more.
function answers(asked) {
  const [kind, all] = preferred(split(asked).map(stem)), wide = ` ${split(asked).join(" ")} `;
  const words = [...new Set(all.filter((word) => !data.idle.has(word)))];
  const rarity = (fits) => Math.log(1 + data.answers.length / (1 + fits.filter(Boolean).length));
  const told = words.map(fitting).filter((fits) => fits.some(Boolean)).map((fits) => [fits, rarity(fits)]);
  const sum = told.reduce((sum, [, rare]) => sum + rare, 0) || 1;
  const spans = Object.keys(data.names).filter((name) => name.length > 2 && wide.includes(` ${name} `));
  const longest = spans.filter((name) => !spans.some((other) => other.length > name.length && ` ${other} `.includes(` ${name} `)));
  const named = new Set(longest.map((name) => data.answers[data.names[name]]));
  const found = data.answers.map((one, at) => {
    const worth = told.reduce((sum, [fits, rare]) => sum + rare * fits[at], 0) / sum;
    const idle = [...one.named].filter((word) => !words.includes(word)).length;
    const less = one.path.includes("#") && one.kind === "number" ? 0.8 : ["story", "asked"].includes(one.kind) ? 0.9 : 1;
    return [worth && worth * less + (one.kind === kind ? 0.2 : 0) + (named.has(one) ? 0.35 / named.size : 0) - 0.02 * Math.min(idle, 6), one];
  }).filter(([worth]) => worth > 0.45);
  found.sort(([one], [other]) => other - one);
  return found.slice(0, 5).map(([, one]) => one.kind === "ship" ? shipped(one, asked.toLowerCase()) : one);
}

// The question of what may ship, with the countries that were named: the one behind "from" first.
function shipped(one, asked) {
  const longest = Object.keys(data.places).sort((name, other) => other.length - name.length);
  const place = (words) => longest.find((name) => ` ${words.replace(/[^\p{L}]+/gu, " ")} `.includes(` ${name} `));
  const [, before, after] = asked.match(/^(.*?)\bfrom\b(.*)$/) ?? [, asked, ""], [first, then = ""] = after.split(/\bto\b/);
  const ends = { from: place(first), to: place(then) ?? place(before) };
  const form = split(asked).map((word) => data.forms[word] ?? data.forms[stem(word)]).find(Boolean);
  const more = (form ? `&form=${form}` : "") + Object.entries(ends).filter(([, name]) => name).map(([key, name]) => `&${key}=${data.places[name]}`).join("");
  return { ...one, path: one.path + more };
}

// A page with what it is about; the place that was found is told where that does not hold the words.
function entry(page, asked) {
  const item = document.createElement("li"), link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  item.append(link);
  const { about = "", date } = page.meta, kind = kinds[new URL(page.url, location).pathname.slice(root.pathname.length).split("/")[0]];
  if (about || date || kind) item.append(paragraph(about, date, kind));
  const told = `${page.meta.title} ${about}`.toLowerCase();
  if (page.excerpt && !telling(asked).every((word) => told.includes(word))) {
    const found = paragraph("");
    found.innerHTML = `… ${page.excerpt} …`; // Pagefind's own: escaped, with <mark>
    for (const mark of found.querySelectorAll("mark")) if (data.idle.has(mark.textContent.toLowerCase())) mark.replaceWith(mark.textContent);
    item.append(found);
  }
  return item;
}

const kinds = {
  __proto__: null, stories: "Story", numbers: "Key number", entities: "Name", topics: "Topic", ship: "Export rules",
};

function paragraph(words, date, kind) {
  const text = document.createElement("p");
  const day = date && new Date(date).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const told = [kind, day].filter(Boolean).join(", ");
  if (told) text.append(Object.assign(document.createElement("span"), { className: "when", textContent: `${told} · ` }));
  text.append(words);
  return text;
}

// The best of many pages: what comes far behind the first is no answer.
const best = (found, worth, share, least = 0) => found.filter((one, at) => at < most && (at < least || worth(one) >= share * worth(found[0])));
const most = 20;

// The pages that have all words; where they are few, then those that have some, rare words first.
async function matching(asked) {
  const words = telling(asked), worth = new Map();
  const whole = asked.split(/\s+/).filter((word) => telling(word).length).join(" "); // "0.1%" is one word
  const all = (await engine.search(whole || asked)).results;
  const good = best(all, (one) => one.score, 0.12, 6);
  if (all.length > 4 || words.length < 2) return [good, all.length, true];
  for (const word of words) {
    const some = (await engine.search(word)).results;
    for (const one of some) worth.set(one.id, [one, (worth.get(one.id)?.[1] ?? 0) + 1 / some.length]);
  }
  const rest = [...worth.values()].sort(([one, here], [other, there]) => there - here || other.score - one.score);
  const more = best(rest, ([, rare]) => rare, 0.4).map(([one]) => one).filter(({ id }) => !all.some((whole) => whole.id === id));
  return [[...all, ...more].slice(0, most), worth.size];
}

// Of two stories that fit alike the newer is meant: a twelfth less for each year, for four years at most.
const fresh = (date) => date ? 0.92 ** Math.min(4, (Date.now() - new Date(date)) / 31557600000) : 1;

// The pages for what is asked, first what answers it, and how it was meant.
async function found(asked, few = most) {
  await load();
  const better = mended(asked), named = names(better), first = [...named, ...answers(better)].slice(0, 5);
  const [results, number, whole] = await matching(better), shown = results.slice(0, few);
  const pages = (await Promise.all(shown.map((result) => result.data()))).map((page, at) => ({ ...page, worth: shown[at].score * fresh(page.meta.date) }));
  if (whole) pages.sort((one, other) => other.worth - one.worth);
  const bare = (address) => new URL(address, location).href.split(/[?#]/)[0], seen = new Set();
  const told = first.filter(({ path }) => !seen.has(bare(new URL(path, root))) && seen.add(bare(new URL(path, root)))).map(({ title, path, about }) => {
    const there = pages.find((page) => bare(page.url) === bare(new URL(path, root)));
    return { url: new URL(path, root).href, excerpt: "", meta: { ...there?.meta, title, about: about || there?.meta.about } };
  });
  const every = [...told, ...pages.filter((page) => !seen.has(bare(page.url)))];
  return { better, pages: every.slice(0, few), number: Math.max(number, every.length) };
}

function typed(field, search) {
  let timer;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
}

// Below a field the first few pages while it is typed in; Enter leads to the page of the search.
export function suggest(field) {
  const list = Object.assign(document.createElement("ol"), { className: "suggested", hidden: true });
  field.form.append(list);
  const search = async () => {
    const asked = field.value.trim(), { better, pages } = asked.length > 1 ? await found(asked, 6) : { pages: [] };
    if (field.value.trim() !== asked) return;
    list.replaceChildren(...pages.map((page) => entry(page, better)));
    list.hidden = !pages.length;
  };
  typed(field, search);
  if (field.value) search(); // what was put in while this was fetched
  field.form.addEventListener("focusout", (event) => { list.hidden = !field.form.contains(event.relatedTarget); });
  field.form.addEventListener("keydown", (event) => { if (event.key === "Escape") { list.hidden = true; field.focus(); } });
}

const field = document.getElementById("search-field");
if (field) {
  const list = document.getElementById("search-results"), count = document.getElementById("search-count");
  const other = document.getElementById("search-else"), meant = document.getElementById("search-meant");
  const search = async () => {
    const asked = field.value.trim();
    history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
    meant.hidden = other.hidden = true;
    if (!asked) return list.replaceChildren((count.textContent = ""));
    const { better, pages, number } = await found(asked);
    if (field.value.trim() !== asked) return;
    if (better !== asked) {
      const link = meant.querySelector("a");
      link.textContent = better;
      link.href = `?q=${encodeURIComponent(better)}`;
      meant.hidden = false;
    }
    count.textContent = number > pages.length ? `The ${pages.length} best of ${number} pages found` : number === 1 ? "1 page found" : `${number} pages found`;
    other.hidden = number > 0;
    list.replaceChildren(...pages.map((page) => entry(page, better)));
    document.body.dataset.answered = asked;
  };
  other.firstChild.data = "Try fewer or other words. The lists of ";
  other.lastChild.data = " may help.";
  other.hidden = true;
  typed(field, search);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value) search(); else field.focus();
}
