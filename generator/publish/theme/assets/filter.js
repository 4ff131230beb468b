// Narrow a list by the choices above it. Without this script the whole list is there to read.
for (const form of document.querySelectorAll("form[data-filter]")) {
  const items = [...document.querySelectorAll(form.dataset.filter)];
  const groups = [...document.querySelectorAll("[data-group]")].map((group) => [group, group.open]);
  const count = form.querySelector("output");
  form.hidden = false;
  form.addEventListener("input", () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    let shown = 0;
    for (const item of items) {
      item.hidden = !wanted.every(([key, value]) => (item.dataset[key] || "").split(" ").includes(value));
      shown += !item.hidden;
    }
    for (const [group, open] of groups) {
      group.hidden = !group.querySelector(`${form.dataset.filter}:not([hidden])`);
      group.open = wanted.length > 0 || open; // what was found is not left folded
    }
    count.textContent = `${shown} shown`;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}

// A link into a folded part opens it.
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded) folded.open = true;
}
addEventListener("hashchange", unfold);
unfold();
