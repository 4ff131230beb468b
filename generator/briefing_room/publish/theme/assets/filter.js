// Narrow a list by the choices above it. Without this script the whole list is there to read.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Whether an item with these values matches a choice: "!x" is any but x, "*" matches every choice.
function matches(values, choice) {
  if (choice[0] === "!") return values !== choice.slice(1);
  return values === "*" || values === choice || values.split(" ").includes(choice);
}

for (const form of document.querySelectorAll("form[data-filter]")) {
  const items = [...document.querySelectorAll(form.dataset.filter)];
  const count = form.querySelector("output");
  const parts = [...document.querySelectorAll("details.part")].filter((part) => part.querySelector(form.dataset.filter));
  const open = parts.filter((part) => part.open);
  const narrow = () => {
    const wanted = [...new FormData(form)].filter(([key, value]) => value);
    let shown = 0, general = 0, silent = 0;
    for (const item of items) {
      const named = !wanted.length || wanted.some(([key]) => item.dataset[key] !== "*");
      const misses = wanted.filter(([key, value]) => {
        return key === "q" ? !plain(item.textContent).includes(plain(value)) : !matches(item.dataset[key] ?? "", value);
      });
      const fits = !misses.length;
      silent += !fits && misses.every(([key]) => item.dataset[key] === "");
      shown += named && fits;
      general += !named && fits;
      item.hidden = !fits; // a rule that names none covers each
      item.classList.toggle("first", named && !item.hidden && wanted.length > 0);
      item.classList.toggle("open", !named && !item.hidden);
    }
    for (const part of parts) {
      const left = part.querySelectorAll(`${form.dataset.filter}:not([hidden])`).length;
      part.hidden = !left;
      part.querySelector("summary .meta").textContent = left;
      part.open = wanted.length > 0 || open.includes(part);
    }
    if (wanted.length) form.parentElement.open = true;
    const forAll = general ? `, ${general} of them for all` : "";
    const unknown = silent ? `; ${silent} more not shown: our sources do not say` : "";
    count.textContent = wanted.length ? `${shown + general} found${forAll}${unknown}${form.dataset.note}` : "";
    form.querySelector("button").hidden = !wanted.length;
    for (const part of document.querySelectorAll("[data-unfiltered]")) part.hidden = wanted.length > 0;
    for (const link of document.querySelectorAll(".map a")) link.style.display = document.querySelector(link.getAttribute("href"))?.hidden ? "none" : "";
    for (const way of document.querySelectorAll(".map .way")) way.style.display = wanted.length ? "none" : "";
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  };
  for (const [key, value] of new URLSearchParams(location.search)) if (form.elements[key]) form.elements[key].value = value;
  form.addEventListener("input", narrow);
  form.addEventListener("change", () => { // show the first match
    const first = items.find((item) => item.classList.contains("first"));
    if (first?.getBoundingClientRect().top > innerHeight - 100) (first.closest("details.part") ?? first).scrollIntoView();
  });
  form.addEventListener("reset", () => setTimeout(narrow));
  form.addEventListener("submit", (event) => event.preventDefault());
  narrow();
}
document.documentElement.classList.remove("asked");

// Narrow a list to the items that hold what is typed.
for (const field of document.querySelectorAll("input[data-find]")) {
  const items = [...document.querySelectorAll(field.dataset.find)], count = field.closest(".find").querySelector("output");
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    for (const item of items) {
      item.hidden = !words.every((word) => plain(item.textContent).includes(word));
      if (item.matches("dt")) item.nextElementSibling.hidden = item.hidden;
      if (words.length && !item.hidden) item.closest("details").open = true; // show it
    }
    count.textContent = words.length ? `${items.filter((item) => !item.hidden).length} found` : "";
  });
}
