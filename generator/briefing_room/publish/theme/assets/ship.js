// "May it ship?": shows the rules that apply to the choices. Each rule carries the goods, origins and
// destinations that it covers; a rule that names none covers all.
const form = document.querySelector("form.ship"), rules = [...document.querySelectorAll("#rules > li")];
const line = document.getElementById("ship-answer"), places = [...document.querySelectorAll("#searched > p")];
const BUYERS = 4; // from this sort on a rule is not on the goods themselves

const split = (text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
const isSubset = (words, others) => [...words].every((word) => others.has(word));
const covers = (values, choice) => !values || !choice || values.split(" ").includes(choice);
const chosen = (name) => form.elements[name].selectedOptions[0].textContent;

function namesOnList(rule, buyer) {
  const words = split(buyer), names = [...rule.querySelectorAll(".firms li")].map((item) => item.textContent);
  return words.size ? names.filter((name) => isSubset(words, split(name)) || isSubset(split(name), words)) : [];
}

function answer() {
  const { good, form: as = "", from, to, buyer } = Object.fromEntries(new FormData(form)), shown = [], other = [];
  for (const rule of rules) {
    const { dataset } = rule, names = namesOnList(rule, buyer), found = rule.querySelector(".found");
    const fits = covers(dataset.good, good) && covers(dataset.from, from) && covers(dataset.to, to);
    rule.hidden = !fits && !(names.length && covers(dataset.from, from));
    const apart = fits && !covers(dataset.form, as); // names other forms of the good only
    rule.classList.toggle("apart", apart);
    rule.classList.toggle("first", names.length > 0);
    if (found) {
      found.hidden = !buyer.trim();
      found.textContent = names.length
        ? `On it: ${names.join(", ")}.`
        : `No name that we know of this list has the words of “${buyer.trim()}”; the list itself may.`;
    }
    if (!rule.hidden) (apart ? other : shown).push(rule);
  }
  const what = good && `${chosen("good")} ${as ? "as" : "in"} ${form.elements.form ? chosen("form") : ""}`;
  const trade = [what, from && `from ${chosen("from")}`, to && `to ${chosen("to")}`].filter(Boolean).join(" ");
  const listing = shown.filter((rule) => rule.classList.contains("first")).map((rule) => rule.querySelector(".status").textContent);
  const leads = new Map();
  for (const rule of shown.filter(({ dataset }) => dataset.sort < BUYERS)) {
    const lead = rule.querySelector(".lead b").textContent.replace(/^./, (letter) => letter.toLowerCase());
    leads.set(lead, (leads.get(lead) ?? 0) + 1);
  }
  const paused = [...leads].filter(([lead]) => lead.includes("suspended"));
  const current = [...leads].filter(([lead]) => !lead.includes("suspended"));
  const countRules = (number) => (number === 1 ? "1 rule" : `${number} rules`);
  const words = current.map(([lead, number], at) => {
    if (lead.startsWith("may")) return `${countRules(number)} ${lead}`;
    return number > 1 || at ? `${lead} (${countRules(number)})` : lead;
  });
  if (!words.length) words.push(`no rule ${paused.length ? "in force " : ""}that covers it is known here`);
  if (listing.length) words.unshift(`the buyer’s name is on a list (${listing.join(", ")})`);
  const place = places.find((note) => note.dataset.place === from) ?? places[0];
  for (const note of places) note.hidden = note !== place;
  line.hidden = !trade && !buyer;
  const opening = trade || "Any good";
  const others = (number) => `${number}${current.length ? " more" : ""} ${number === 1 ? "rule is" : "rules are"}`;
  const more = paused.map(([lead, number]) => ` ${others(number)} ${lead}.`).join("");
  const forms = other.length ? ` ${countRules(other.length)} below ${other.length === 1 ? "names" : "name"} other forms of it only.` : "";
  const unlisted = buyer.trim() && !listing.length ? " No list in force or suspended that is known here has the buyer’s name." : "";
  const subject = `${opening[0].toUpperCase()}${opening.slice(1)}`, basis = current.length ? ", as last reported" : "";
  line.textContent = `${subject}: ${words.join("; ")}${basis}.${more}${forms}${unlisted}`;
  history.replaceState(null, "", `?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
}

const query = new URLSearchParams(location.search);
if (query.size) for (const field of form.elements) if (field.name) field.value = query.get(field.name) ?? "";
form.addEventListener("input", answer);
form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
answer();
