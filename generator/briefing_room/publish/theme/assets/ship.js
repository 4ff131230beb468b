// "May it ship?": shows the rules that apply to the choices. Each rule carries the goods, origins and
// destinations that it covers; a rule that names none covers all.
import { distance } from "./distance.js";

const form = document.querySelector("form.ship"), [list, later, ...folds] = document.querySelectorAll("#rules .controls");
const rules = [...list.children];
const box = document.getElementById("ship-answer"), [verdict, listedHere, further, afterwards, near] = box.children;
const places = [...document.querySelectorAll("#searched > p")], unsearched = document.querySelector("#searched span");
const APPLIES = "0", UNCLEAR = "1", BUYERS = 4, RELATED = 6; // from BUYERS on a rule is not on the goods themselves
const LATER = "If you later sell it on, or a product made with it: ";
const MAX_LISTED = 12; // names of the destination that the answer gives
const MAX_NEAR = 5; // names to choose from, if the buyer's is on no list

const split = (text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
const isSubset = (words, others) => [...words].every((word) => others.has(word));
const covers = (values, choice) => !values || !choice || values.split(" ").includes(choice);
const chosen = (name) => form.elements[name].selectedOptions[0].textContent;
const withArticle = (place) => (/^(United |European Union|Netherlands|Philippines)|Republic/.test(place) ? `the ${place}` : place);
const unique = (values) => [...new Set(values)];
const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
const initial = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const stop = (sentence) => (sentence.endsWith(".") ? sentence : `${sentence}.`);
const nameOf = (rule) => rule.querySelector(".status").textContent;
const countRules = (number, more = "") => `${number}${more} ${number === 1 ? "rule" : "rules"}`;
const lastReported = (group) => {
  const days = unique(group.map(({ dataset }) => dataset.last));
  return `, as last reported${days.length === 1 && days[0] ? ` on ${days[0]}` : ""}`;
};

// --- The buyer ---
const namesIn = (rule, lists = ".firms") => [...rule.querySelectorAll(lists)].flatMap((names) => names.textContent.split(" · "));
const isNamed = (name, buyer) => isSubset(split(name), split(buyer)); // in full

function namesOnList(rule, buyer) {
  const words = split(buyer);
  return words.size ? namesIn(rule).filter((name) => isSubset(words, split(name)) || isNamed(name, buyer)) : [];
}

function inBold(words) {
  const bold = document.createElement("b");
  bold.textContent = words;
  return bold;
}

// What the lists mean for the buyer, in bold, and the rest of the sentence.
function verdictOnBuyer(lists, buyer) {
  const banning = lists.filter((rule) => rule.dataset.ban && namesIn(rule, ".firms:not(.watched)").some((name) => isNamed(name, buyer)));
  const named = lists.some((rule) => namesIn(rule).some((name) => isNamed(name, buyer)));
  const on = `${named ? "the buyer’s name" : "a name like the buyer’s"} is on ${banning.length ? "a list" : "a list that comes first"}`;
  const where = ` (${lists.map(nameOf).join(", ")})`;
  if (!banning.length) return [on, `${where}.`];
  return [unique(banning.map(({ dataset }) => lower(dataset.ban))).join("; "), `${lastReported(banning)}: ${on}${where}.`];
}

// The listed names that are known to be of the destination: a listing by name outweighs a licence.
function listedAt(place, lists) {
  const listed = lists.filter(({ dataset }) => dataset.ban && dataset.listed && JSON.parse(dataset.listed)[place]);
  const byMeaning = Map.groupBy(listed, ({ dataset }) => lower(dataset.ban));
  return [...byMeaning].map(([meaning, same]) => {
    const names = unique(same.flatMap(({ dataset }) => JSON.parse(dataset.listed)[place]));
    const more = names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : "";
    const [bodies, are] = names.length === 1 ? ["body", "is"] : ["bodies", "are"];
    const bold = `${names.length} ${bodies} of ${withArticle(chosen("to"))} ${are} on a list by name: `;
    return [inBold(bold), stop(`${names.slice(0, MAX_LISTED).join(", ")}${more}. Each: ${meaning}${lastReported(same)}`), document.createElement("br")];
  });
}

const slips = (word) => (word.length > 6 ? 2 : 1);

// Listed names with a word that begins like one of the buyer, or differs from it by a slip.
function namesLike(buyer) {
  const words = [...split(buyer)].filter((word) => word.length > 2);
  const isLike = (word, other) => other.startsWith(word) || (word.length > 3 && distance(word, other, slips(word)) <= slips(word));
  const score = (name) => words.filter((word) => [...split(name)].some((other) => isLike(word, other))).length;
  const scores = unique(rules.flatMap((rule) => namesIn(rule))).map((name) => [score(name), name]).filter(([number]) => number);
  return scores.sort(([one], [other]) => other - one).slice(0, MAX_NEAR).map(([, name]) => name);
}

function suggest(names) {
  near.hidden = !names.length;
  near.replaceChildren(...names.map((name) => {
    const button = document.createElement("button");
    button.textContent = name;
    button.addEventListener("click", () => { form.elements.buyer.value = name; answer(); });
    return button;
  }));
  near.prepend("Did you mean ");
}

// --- The verdict ---
const meaningOf = (rule) => rule.querySelector(".lead b").textContent;
const optionOf = (field, value) => form.elements[field].querySelector(`[value="${value}"]`)?.textContent;

// What a rule means, with the form and the origin that it names where none is chosen.
function say(rule) {
  const { form: as, home } = rule.dataset, part = rule.dataset.part || JSON.parse(rule.dataset.groups)[form.elements.good.value];
  const only = as && form.elements.form && !form.elements.form.value && optionOf("form", as);
  const origin = !form.elements.from.value && home;
  const scope = [part && `(${part})`, only && `as ${only}`, origin && `from ${withArticle(origin)}`];
  return [lower(meaningOf(rule)), ...scope.filter(Boolean)].join(" ");
}

// For all rules that a notice suspended until one day: that day, and what is known since.
function endings(group, more = "") {
  const ended = group.filter(({ dataset }) => dataset.ended);
  const groups = Map.groupBy(ended, ({ dataset }) => `${dataset.ended} ${dataset.note}`);
  return [...groups.values()].map((same) => {
    const subject = same.length === 1 ? `“${nameOf(same[0])}”` : countRules(same.length, more);
    return `a notice suspended ${subject} until ${same[0].dataset.ended}. ${same[0].dataset.note}`;
  });
}

// Links to the official texts of rules, which stand before what others report of them.
function officialTexts(group) {
  const addresses = unique(group.map(({ dataset }) => dataset.official).filter(Boolean));
  const links = addresses.flatMap((address, at) => {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = `official text${addresses.length > 1 ? ` ${at + 1}` : ""}`;
    return [at ? ", " : "", link];
  });
  return links.length ? [" (", ...links, ")"] : [];
}

// The sentences of the answer: the first, which says whether the goods may go, and the others; then the
// rules that the first is on.
// `apart` are rules that do not hold for the shipment itself.
function verdictOn(shown, apart = []) {
  const having = (effect) => shown.filter(({ dataset }) => dataset.sort === effect);
  const applying = having(APPLIES), unclear = having(UNCLEAR);
  const aimed = unclear.filter(({ dataset }) => dataset.good && dataset.to); // at this good and country
  const others = unclear.filter((rule) => !aimed.includes(rule));
  const undated = others.filter(({ dataset }) => !dataset.ended).map((rule) => `${say(rule)}: ${nameOf(rule)}`);
  const pending = Map.groupBy(shown.filter(({ dataset }) => dataset.sort > UNCLEAR), say);
  const waiting = [...pending].map(([meaning, same]) => `${countRules(same.length, " more")} ${same.length === 1 ? "is" : "are"} ${meaning}`);
  const now = applying.length ? `${unique(applying.map(say)).join("; ")}${lastReported(applying)}` : "";
  if (aimed.length) {
    const doubt = unique(aimed.map((rule) => lower(meaningOf(rule)))).join("; ");
    const first = [doubt, ...endings(aimed).map(initial)].join(". ");
    return [first, [now && `in any case, ${now}`, ...endings(others, " more"), ...undated, ...waiting], aimed];
  }
  if (now) return [now, [...endings(others, " more"), ...undated, ...waiting], applying];
  const [ending, ...further] = endings(others);
  if (ending) return [`no rule in force is known here, but ${ending}`, [...further, ...undated, ...waiting]];
  if (apart.length && !undated.length && !waiting.length) return ["no rule in force is known here for this shipment", []];
  const known = undated.length || waiting.length ? "in force " : "";
  return [`no rule ${known}that covers it is known here`, [...undated, ...waiting]];
}

const unknown = []; // values in the address of the page that no list has

function choose(field, value) {
  field.value = value;
  if (field.selectedIndex !== -1) return;
  field.selectedIndex = 0;
  unknown.push(value);
}

// Where a rule is shown: among those on the goods, or folded with the lists of buyers or the related rules.
function placeOf({ dataset, classList }) {
  const sort = Number(dataset.sort);
  if (classList.contains("first")) return list;
  if (isAbroad({ dataset })) return later;
  return sort === BUYERS ? folds[0] : sort === RELATED || classList.contains("apart") ? folds[1] : list;
}

// Whether a rule on goods made abroad is that of the country from which the goods leave.
const isAbroad = ({ dataset }) => dataset.abroad && dataset.abroad === form.elements.from.value;

function showInPlaces() {
  for (const rule of rules) placeOf(rule).append(rule);
  later.parentElement.hidden = ![...later.children].some(({ hidden }) => !hidden);
  for (const fold of folds) {
    const number = [...fold.children].filter(({ hidden }) => !hidden).length;
    const { one, many } = fold.dataset;
    fold.parentElement.hidden = !number;
    fold.previousElementSibling.textContent = `${number} ${number === 1 ? one : many}`;
  }
}

function answer() {
  const { good, form: as = "", from, to, buyer } = Object.fromEntries(new FormData(form)), shown = [], lists = [];
  for (const rule of rules) {
    const { dataset } = rule, names = namesOnList(rule, buyer), listNote = rule.querySelector(".on-list");
    const fits = covers(dataset.good, good) && covers(dataset.from, from) && covers(dataset.to, to);
    const apart = fits && !covers(dataset.form, as); // names other forms of the good only
    rule.hidden = !fits && !(names.length && covers(dataset.from, from));
    rule.classList.toggle("apart", apart);
    rule.classList.toggle("first", names.length > 0);
    if (listNote) {
      listNote.hidden = !buyer.trim();
      listNote.textContent = names.length
        ? `On it: ${names.join(", ")}.`
        : `No name that we know of this list has the words of “${buyer.trim()}”; the list itself may.`;
    }
    if (names.length && !rule.hidden) lists.push(rule);
    if (!rule.hidden && !apart) shown.push(rule);
  }
  showInPlaces();
  const what = good && `${chosen("good")} ${as ? "as" : "in"} ${form.elements.form ? chosen("form") : ""}`;
  const trade = [what, from && `from ${withArticle(chosen("from"))}`, to && `to ${withArticle(chosen("to"))}`].filter(Boolean).join(" ");
  const isSearched = places.some(({ dataset }) => dataset.place === from);
  for (const note of places) note.hidden = note.dataset.place !== (isSearched ? from : "");
  unsearched.hidden = isSearched || from === "other";
  unsearched.querySelector("i").textContent = withArticle(chosen("from"));
  const onGoods = shown.filter(({ dataset }) => dataset.sort < BUYERS), ownRules = onGoods.filter((rule) => !isAbroad(rule));
  const general = ownRules.filter(({ dataset }) => to || !dataset.to), abroad = onGoods.filter(isAbroad);
  const [first, rest, basis = []] = verdictOn(general, abroad);
  const number = ownRules.length - general.length;
  if (number) rest.push(`${countRules(number, " more")} below ${number === 1 ? "applies" : "apply"} to some destinations only`);
  const isUnlisted = buyer.trim() && !lists.length;
  if (unknown.length) rest.unshift(`“${unknown.join("”, “")}” is in none of these lists; choose from them`);
  const noScreening = "this is no screening: a list may have names that are missing here";
  if (isUnlisted) rest.push(`no list in force or suspended that is known here has the buyer’s name; ${noScreening}`);
  const asked = good || to || buyer.trim();
  let [, bolded, detail] = stop(first).match(/^(.+?)([.;,].*)$/); // what it comes to, in bold
  let official = basis.filter((rule) => bolded.startsWith(lower(meaningOf(rule))));
  if (lists.length) {
    rest.unshift(`for other buyers: ${first}`);
    [bolded, detail] = verdictOnBuyer(lists, buyer);
    official = lists;
  }
  const subject = `${initial(trade || "any good")}: `;
  const answer = [subject, inBold(bolded), ...officialTexts(official), detail];
  verdict.replaceChildren(...(asked ? answer : ["Choose a good and a destination."]));
  const byName = asked && !lists.length ? listedAt(to, shown) : [];
  listedHere.hidden = !byName.length;
  listedHere.replaceChildren(...byName.flat().slice(0, -1));
  afterwards.hidden = !asked || !abroad.length;
  const sentences = [unique(abroad.map((rule) => lower(meaningOf(rule)))).join("; "), ...endings(abroad).map(initial)];
  afterwards.replaceChildren(inBold(LATER), sentences.map(stop).join(" "));
  further.textContent = asked ? rest.filter(Boolean).map((sentence) => initial(stop(sentence))).join(" ") : "";
  suggest(isUnlisted ? namesLike(buyer) : []);
  history.replaceState(null, "", `?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
  box.classList.add("answered");
}

const query = new URLSearchParams(location.search);
if (query.size) for (const field of form.elements) if (field.name) choose(field, query.get(field.name) ?? "");
form.addEventListener("input", () => { unknown.length = 0; answer(); });
form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
answer();
