// The search, on its page and below the field of every page. Pagefind's index lies beside the site and
// is fetched in pieces, on demand.
import { distance } from "./distance.js";

const root = new URL("../", import.meta.url);
let engine, data, loading;

const load = () => loading ??= (async () => {
  data = prepare(await (await fetch(new URL("data/search.json", root))).json());
  engine = await import(new URL("pagefind/pagefind.js", root));
  const ranking = { termFrequency: 0.4, pageLength: 0.6, metaWeights: { title: 8, about: 0, date: 0 } };
  await engine.options({ excerptLength: 26, ranking });
  await engine.init();
})();

// The answers with their words as sets of stems, and the tables of words ready to be asked.
function prepare(file) {
  const plain = (table) => Object.assign(Object.create(null), table); // "constructor" is a word like any other
  const synonyms = file.same.map((row) => row.map(stem)), names = plain(file.names), places = plain(file.places);
  const answers = file.answers.map(([kind, title, path, about, words]) => {
    return { kind, title, path, about, named: new Set(split(title).map(stem)), words: new Set(split(`${words} ${about}`).map(stem)) };
  });
  const vocabulary = [...file.words, ...Object.keys(names).flatMap(split), ...file.same.flat()].map(stem);
  return {
    ...file, answers, names, places,
    policies: plain(Object.fromEntries(Object.entries(file.policies).map(([word, slugs]) => [stem(word), slugs]))),
    idle: new Set(file.idle.flatMap((word) => [word, stem(word)])),
    known: new Set(file.words),
    named: new Set(Object.keys(names).flatMap(split)),
    near: new Set(Object.keys(places).flatMap(split).map(stem)),
    goods: new Set(answers.filter(({ kind }) => kind === "ship").flatMap(({ named }) => [...named])),
    stems: new Set([...vocabulary, ...answers.flatMap(({ named, words }) => [...named, ...words])]),
    alike: (word) => new Set([word, ...synonyms.filter((row) => row.includes(word)).flat()]),
    prefer: file.prefer.map(([opening, meant]) => {
      const [kind, ...words] = meant.split(" ");
      return [split(opening).map(stem), kind, words.map(stem)];
    }),
  };
}

const split = (text) => text.toLowerCase().replace(/['’]s\b/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const isIdle = (word) => data.idle.has(word) || data.idle.has(stem(word));
const keywords = (question) => split(question).filter((word) => !isIdle(word));
const stem = (word) => {
  if (word.length < 4) return word;
  return word.replace(/ies$/, "y").replace(/(?:ing|ed|es|s)$/, "").replace(/(.)\1$/, "$1").replace(/e$/, "");
};

// The question with each misspelt word replaced by the nearest word that the site knows.
function corrected(question) {
  return question.replace(/[\p{L}]{3,}/gu, (word, at) => {
    const key = word.toLowerCase(), typing = at + word.length === question.length;
    if (data.known.has(key) || data.idle.has(key) || data.named.has(key)) return word;
    const isOpening = (known) => known[0] === key[0] && distance(key, known, 1) < 2;
    const opening = !at && !typing && data.opening.find(isOpening);
    if (opening || key.length < 4) return opening || word;
    const most = key.length > 8 ? 2 : 1;
    let best = word, least = most + 1;
    for (const known of data.words) {
      if (typing && known.startsWith(key)) return word;
      const letters = distance(key, known, most);
      if (letters > most) continue;
      // A name, and a word with the same first letter, is more likely meant.
      const cost = letters + (known[0] === key[0] ? 0 : 0.5) - (data.named.has(known) ? 0.2 : 0);
      if (cost < least) [best, least] = [known, cost];
    }
    return best;
  });
}

// The words of a question that no page has; the last may be the beginning of a word.
function unknownWords(question) {
  const last = split(question).at(-1);
  return [...new Set(keywords(question))].filter((word) => {
    if (word.length < 4 || data.stems.has(stem(word))) return false;
    if (/\d/.test(word)) return /^\d{4}$/.test(word) && !/^(19|20)/.test(word) && !data.known.has(word); // a code, not a year
    return word !== last || ![...data.known, ...data.named].some((known) => known.startsWith(word));
  });
}

// The answer to a question that has the words of the one that is asked, and opens with the same word.
function sameQuestion(question) {
  const opening = split(question)[0], asked = keywords(question).map(stem);
  return data.answers.filter(({ kind, title }) => {
    if (kind !== "asked" || split(title)[0] !== opening) return false;
    const words = keywords(title).map(stem), has = (list) => (word) => list.some((other) => data.alike(word).has(other));
    return words.every(has(asked)) && asked.every(has(words));
  }).slice(0, 1);
}

// The page of the name that is asked for, by itself or with a year; else those that begin with it.
function nameAnswers(question) {
  const key = question.toLowerCase();
  const words = keywords(question).filter((word) => !/^(19|20)\d\d$/.test(word)).join(" ");
  const answerOf = (name) => name in data.names ? data.answers[data.names[name]] : null;
  const exact = answerOf(key) ?? answerOf(words);
  if (exact) return [exact];
  const begun = key.length > 2 ? Object.keys(data.names).filter((name) => name.startsWith(key)) : [];
  begun.sort((name, other) => name.length - other.length || (name < other ? -1 : 1));
  return [...new Set(begun.map(answerOf))].slice(0, 3);
}

// The kind of page that a question asks for, and the words that remain to be matched.
function preference(words) {
  const has = (wanted) => words.some((word) => data.alike(word).has(wanted));
  const [opening, kind, meant] = data.prefer.find(([wanted]) => wanted.every(has)) ?? [[], "", []];
  return [kind, [...words.filter((word) => !meant.length || !opening.includes(word)), ...meant]];
}

// The question without the goods that it excludes: "cables without copper".
const included = (question) => question.replace(/\s+(?:without|except|free of|not containing)\s+(?:(?:or|and|any)\s+|[\p{L}-]+,?\s*)+/giu, (excluded) => {
  return split(excluded).some((word) => data.goods.has(stem(word))) ? " " : excluded;
});

// How well a word fits each answer: a title counts most, words that mean the same a little less.
function fits(word, answers) {
  const synonyms = [...data.alike(word)];
  const near = (words) => word.length > 4 && [...words].some((other) => isVariant(word, other));
  const fit = (words) => words.has(word) ? 1 : synonyms.some((other) => words.has(other)) || near(words) ? 0.8 : 0;
  return answers.map((answer) => {
    const title = (answer.kind === "differ" ? 1 : 1.5) * fit(answer.named), text = (answer.kind === "page" ? 1.4 : 1) * fit(answer.words);
    return Math.max(title, text, answer.kind === "ship" && data.near.has(word) ? 0.8 : 0);
  });
}
const isVariant = (word, other) => {
  return other.length > 4 && Math.abs(word.length - other.length) < 3 && (word.startsWith(other) || other.startsWith(word));
};

// The answers whose words are those of the question: rare words count most. The kind of page that is
// asked for, the page of a name in the question, and a page that has every word count a little more.
function answersTo(question, complete) {
  const [kind, meant] = preference(split(question).map(stem)), spaced = ` ${split(question).join(" ")} `;
  const words = [...new Set(meant.filter((word) => !data.idle.has(word)))];
  const possible = data.answers.filter((answer) => answer.kind !== "differ" || kind === "differ");
  const rarity = (fit) => Math.log(1 + possible.length / (1 + fit.filter(Boolean).length));
  const matched = words.map((word) => fits(word, possible)).filter((fit) => fit.some(Boolean)).map((fit) => [fit, rarity(fit)]);
  const total = matched.reduce((sum, [, rare]) => sum + rare, 0) || 1;
  const spans = Object.keys(data.names).filter((name) => name.length > 2 && spaced.includes(` ${name} `));
  const isPart = (name) => spans.some((other) => other.length > name.length && ` ${other} `.includes(` ${name} `));
  const named = new Set(spans.filter((name) => !isPart(name)).map((name) => data.answers[data.names[name]]));
  const scored = possible.map((answer, at) => {
    const worth = matched.reduce((sum, [fit, rare]) => sum + rare * fit[at], 0) / total;
    const unasked = [...answer.named].filter((word) => !words.includes(word)).length;
    const isTold = ["story", "asked"].includes(answer.kind); // about a value, not the value itself
    const isPartOfName = ["organisation", "person", "listed"].includes(answer.kind) && !named.has(answer); // "motor" is no name
    const isAside = isPartOfName || (answer.path.includes("#") && answer.kind === "number");
    const isIn = (place) => [...data.alike(place)].some((word) => answer.words.has(word));
    const isElsewhere = answer.kind === "site" && !words.filter((word) => data.near.has(word)).every(isIn);
    const weight = isElsewhere ? 0.4 : isTold ? (kind === "number" ? 0.7 : 0.9) : isAside ? 0.8 : 1;
    const isOnName = kind !== "site" && spans.some((name) => split(name).every((word) => answer.named.has(stem(word))));
    const bonus = (answer.kind === kind ? (isOnName || kind === "site" ? 0.35 : 0.2) : 0) + (named.has(answer) ? 0.35 / named.size : 0);
    const evidence = complete.has(bare(new URL(answer.path, root))) ? 0.3 : 0;
    return [worth && worth * weight + bonus + evidence - 0.02 * Math.min(unasked, 6), answer];
  }).filter(([worth]) => worth > 0.45);
  scored.sort(([worth], [other]) => other - worth);
  const pageOf = ({ path }) => bare(new URL(path, root));
  const worthOf = (answer, word) => (answer.named.has(word) ? 1.1 : answer.words.has(word) ? 1 : 0);
  const coverage = (answer) => words.reduce((sum, word) => sum + worthOf(answer, word), 0);
  // Of several answers on one page that with most of the words, in its title if equal.
  const fullest = (answer) => {
    const siblings = scored.map(([, other]) => other).filter((other) => other.kind === "number" && pageOf(other) === pageOf(answer));
    return siblings.reduce((best, other) => (coverage(other) > coverage(best) ? other : best), answer);
  };
  return scored.slice(0, 5).map(([, answer]) => answer.kind === "ship" ? withCountries(answer, question.toLowerCase()) : fullest(answer));
}

// The question of what may ship, with its form and countries. The origin is the country after "from", else
// the one that is asked most, unless "to" leads to it ("Chinese magnets"); any other is the destination.
function withCountries(answer, question) {
  const words = split(question), form = words.map((word) => data.forms[word] ?? data.forms[stem(word)]).find(Boolean);
  const spaced = ` ${words.join(" ")} `, named = Object.keys(data.places).filter((name) => spaced.includes(` ${split(name).join(" ")} `));
  const follows = (preposition, name) => new RegExp(` (?:${preposition}) (?:the )?${split(name).join(" ")} `).test(spaced);
  const slugs = (names) => [...new Set(names.map((name) => data.places[name]))];
  const possible = slugs(named.filter((name) => !follows("to|into|in|for", name)));
  const [from = possible.find((slug) => slug === data.origin)] = slugs(named.filter((name) => follows("from", name)));
  const to = slugs([...named.filter((name) => follows("to|into", name)), ...named]).find((slug) => slug !== from);
  const more = Object.entries({ form, from, to }).map(([key, value]) => value ? `&${key}=${value}` : "").join("");
  return { ...answer, path: answer.path + more };
}

const kinds = {
  __proto__: null, stories: "Story", numbers: "Key number", entities: "Name", topics: "Topic", ship: "Export rules",
};

// A result: its title, what it is about, and the excerpt unless title and summary have every keyword.
function resultItem(page, question) {
  const item = document.createElement("li"), link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  item.append(link);
  const { about = "", date } = page.meta;
  const kind = kinds[new URL(page.url, location).pathname.slice(root.pathname.length).split("/")[0]];
  if (about || date || kind) item.append(paragraph(about, date, kind));
  const shown = `${page.meta.title} ${about}`.toLowerCase();
  if (page.excerpt && !keywords(question).every((word) => shown.includes(word))) {
    const excerpt = paragraph("");
    excerpt.innerHTML = `… ${page.excerpt} …`; // Pagefind's own: escaped, with <mark>
    for (const mark of excerpt.querySelectorAll("mark")) {
      if (data.idle.has(mark.textContent.toLowerCase())) mark.replaceWith(mark.textContent);
    }
    item.append(excerpt);
  }
  return item;
}

function paragraph(words, date, kind) {
  const text = document.createElement("p"), format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const label = [kind, date && new Date(date).toLocaleDateString("en-GB", format)].filter(Boolean).join(", ");
  if (label) text.append(Object.assign(document.createElement("span"), { className: "when", textContent: `${label} · ` }));
  text.append(words);
  return text;
}

const most = 20; // results on the page

// The first of many results: one that scores far below the first is no answer.
const best = (results, score, share, least = 0) => {
  return results.filter((result, at) => at < most && (at < least || score(result) >= share * score(results[0])));
};

// Of two stories that match equally the newer is meant: 8 % less for each year, for at most four years.
const freshness = (date) => date ? 0.92 ** Math.min(4, (Date.now() - new Date(date)) / 31557600000) : 1;

// The pages that have every keyword; if there are few, also those with some, rare words first.
async function matchingPages(question) {
  const words = keywords(question), scores = new Map();
  const phrase = question.split(/\s+/).filter((word) => keywords(word).length).join(" "); // "0.1%" is one word
  const complete = phrase ? (await engine.search(phrase)).results : [];
  if (complete.length > 4 || words.length < 2) return { results: best(complete, (result) => result.score, 0.12, 6), complete };
  for (const word of words) {
    const partial = (await engine.search(word)).results;
    for (const result of partial) scores.set(result.id, [result, (scores.get(result.id)?.[1] ?? 0) + 1 / partial.length]);
  }
  const ranked = [...scores.values()].sort(([one, rare], [other, rarer]) => rarer - rare || other.score - one.score);
  const more = best(ranked, ([, rare]) => rare, 0.4).map(([result]) => result);
  return { results: [...complete, ...more.filter(({ id }) => !complete.some((result) => result.id === id))].slice(0, most), complete };
}

const bare = (address) => new URL(address, location).href.split(/[?#]/)[0];

// The pages for a question, the answers first; `question` as corrected; `unknown` words are on no page.
async function search(asked, few = most) {
  await load();
  const question = corrected(asked), unknown = unknownWords(question), meant = included(question);
  const rest = unknown.length ? keywords(meant).filter((word) => !unknown.includes(word)).join(" ") : meant;
  if (!rest) return { question, unknown, pages: [] };
  const { results, complete } = await matchingPages(rest), shown = results.slice(0, few);
  const pages = await Promise.all(shown.map(async (result) => {
    const page = await result.data();
    return { ...page, score: result.score * freshness(page.meta.date) };
  }));
  if (complete.length > 4) pages.sort((page, other) => other.score - page.score);
  const evidence = new Set(complete.length < 40 ? pages.slice(0, Math.min(complete.length, 8)).map(({ url }) => bare(url)) : []);
  const named = [...sameQuestion(rest), ...nameAnswers(rest)], answers = [...named, ...answersTo(rest, evidence)].slice(0, 5), seen = new Set();
  const isNew = (address) => !seen.has(address) && seen.add(address);
  const first = answers.filter(({ path }) => isNew(bare(new URL(path, root)))).map(({ title, path, about }) => {
    const page = pages.find(({ url }) => bare(url) === bare(new URL(path, root)));
    return { url: new URL(path, root).href, excerpt: "", meta: { ...page?.meta, title, about: about || page?.meta.about } };
  });
  const every = [...first, ...pages.filter(({ url }) => !seen.has(bare(url)))];
  return { question, unknown, partial: !complete.length && !first.length, pages: every.slice(0, unknown.length ? Math.min(few, 8) : few) };
}

// "European Union: no tariff is listed here", if a question names a country and a kind of policy of which it has none.
function missingPolicy(question) {
  const words = split(question);
  for (const [at, word] of words.entries()) {
    const kind = data.policies[stem(word)];
    const before = [words.slice(at - 1, at), words.slice(at - 2, at), words.slice(at - 2, at - 1)];
    const place = before.map((name) => name.join(" ")).find((name) => name in data.places);
    const { title } = data.answers[data.names[place]] ?? {};
    if (kind && title && !kind.includes(data.places[place])) return `${title}: no ${word.replace(/s$/, "")} is listed here. `;
  }
  return "";
}

function onInput(field, action) {
  let timer;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(action, 150); });
}

// Below a field the first few pages while somebody types; Enter leads to the page of the search.
export function suggest(field) {
  const list = Object.assign(document.createElement("ol"), { className: "suggested", hidden: true });
  field.form.append(list);
  const show = async () => {
    const asked = field.value.trim();
    const { question, unknown = [], pages } = asked.length > 1 ? await search(asked, 6) : { pages: [] };
    if (field.value.trim() !== asked) return;
    const note = Object.assign(document.createElement("li"), { className: "meta", textContent: nothingFor(unknown) });
    list.replaceChildren(...(unknown.length ? [note] : []), ...pages.map((page) => resultItem(page, question)));
    list.hidden = !list.children.length;
  };
  onInput(field, show);
  if (field.value) show(); // what was typed while this script was fetched
  field.form.addEventListener("focusout", (event) => { list.hidden = !field.form.contains(event.relatedTarget); });
  field.form.addEventListener("keydown", (event) => { if (event.key === "Escape") { list.hidden = true; field.focus(); } });
}

const nothingFor = (words) => `Nothing found for ${words.map((word) => `“${word}”`).join(" or ")}.`;

const field = document.getElementById("search-field");
if (field) {
  const part = (name) => document.getElementById(`search-${name}`);
  const list = part("results"), count = part("count"), near = part("near"), other = part("else"), meant = part("meant");
  const show = async () => {
    const asked = field.value.trim();
    history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
    meant.hidden = other.hidden = near.hidden = true;
    if (!asked) return list.replaceChildren((count.textContent = ""));
    const { question, unknown, partial, pages } = await search(asked);
    if (field.value.trim() !== asked) return;
    if (question !== asked) {
      const link = meant.querySelector("a");
      link.textContent = question;
      link.href = `?q=${encodeURIComponent(question)}`;
      meant.hidden = false;
    }
    const pageCount = pages.length === 1 ? "1 page found" : `${pages.length === most ? `The ${most} best` : pages.length} pages found`;
    const result = partial || !pages.length ? "No page found with all of these words." : pageCount;
    count.textContent = missingPolicy(question) + (unknown.length ? nothingFor(unknown) : result);
    near.textContent = unknown.length ? "Pages on the other words" : "Pages with some of the words";
    near.hidden = !pages.length || !(unknown.length || partial);
    other.hidden = pages.length > 0;
    list.replaceChildren(...pages.map((page) => resultItem(page, question)));
    document.body.dataset.answered = asked;
  };
  other.firstChild.data = "Try other words. The lists of ";
  other.lastChild.data = " may help.";
  other.hidden = true;
  onInput(field, show);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value) show(); else field.focus();
}
