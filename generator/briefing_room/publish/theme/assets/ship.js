// "May it ship?": shows of all rules those that hold for what is chosen. Each rule says itself which
// goods, origins and destinations it holds for; one that names none holds for all.
const form = document.querySelector("form.ship"), rules = [...document.querySelectorAll("#rules > li")];
const told = document.getElementById("ship-answer"), places = [...document.querySelectorAll("#searched > p")];
const BUYERS = 4; // from this sort on a rule is not on the goods themselves

const split = (text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
const inside = (some, all) => [...some].every((one) => all.has(one));
const holds = (own, asked) => !own || !asked || own.split(" ").includes(asked);
const chosen = (name) => form.elements[name].selectedOptions[0].textContent;

function listed(rule, buyer) {
  const asked = split(buyer), names = [...rule.querySelectorAll(".firms li")].map((item) => item.textContent);
  return asked.size ? names.filter((name) => inside(asked, split(name)) || inside(split(name), asked)) : [];
}

function answer() {
  const { good, form: as = "", from, to, buyer } = Object.fromEntries(new FormData(form)), shown = [], other = [];
  for (const rule of rules) {
    const { dataset } = rule, names = listed(rule, buyer), found = rule.querySelector(".found");
    const fits = holds(dataset.good, good) && holds(dataset.from, from) && holds(dataset.to, to);
    rule.hidden = !fits && !(names.length && holds(dataset.from, from));
    const apart = fits && !holds(dataset.form, as); // names other forms of the good only
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
  const way = [what, from && `from ${chosen("from")}`, to && `to ${chosen("to")}`].filter(Boolean).join(" ");
  const listing = shown.filter((rule) => rule.classList.contains("first")).map((rule) => rule.querySelector(".status").textContent);
  const leads = new Map();
  for (const rule of shown.filter(({ dataset }) => dataset.sort < BUYERS)) {
    const lead = rule.querySelector(".lead b").textContent.replace(/^./, (letter) => letter.toLowerCase());
    leads.set(lead, (leads.get(lead) ?? 0) + 1);
  }
  const paused = [...leads].filter(([lead]) => lead.includes("suspended"));
  const current = [...leads].filter(([lead]) => !lead.includes("suspended"));
  const counted = (number) => (number === 1 ? "1 rule" : `${number} rules`);
  const words = current.map(([lead, number], at) => {
    if (lead.startsWith("may")) return `${counted(number)} ${lead}`;
    return number > 1 || at ? `${lead} (${counted(number)})` : lead;
  });
  if (!words.length) words.push(`no rule ${paused.length ? "in force " : ""}that covers it is known here`);
  if (listing.length) words.unshift(`the buyer’s name is on a list (${listing.join(", ")})`);
  const place = places.find((one) => one.dataset.place === from) ?? places[0];
  for (const one of places) one.hidden = one !== place;
  told.hidden = !way && !buyer;
  const first = way || "Any good";
  const others = (number) => `${number}${current.length ? " more" : ""} ${number === 1 ? "rule is" : "rules are"}`;
  const more = paused.map(([lead, number]) => ` ${others(number)} ${lead}.`).join("");
  const forms = other.length ? ` ${counted(other.length)} below ${other.length === 1 ? "names" : "name"} other forms of it only.` : "";
  const unlisted = buyer.trim() && !listing.length ? " No list in force or suspended that is known here has the buyer’s name." : "";
  told.textContent = `${first[0].toUpperCase()}${first.slice(1)}: ${words.join("; ")}${current.length ? ", as last reported" : ""}.${more}${forms}${unlisted}`;
  history.replaceState(null, "", `?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
}

const query = new URLSearchParams(location.search);
if (query.size) for (const field of form.elements) if (field.name) field.value = query.get(field.name) ?? "";
form.addEventListener("input", answer);
form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
answer();
