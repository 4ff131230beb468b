// Narrow a list by the choices above it. Without this script the whole list is there to read.
for (const form of document.querySelectorAll("form[data-filter]")) {
  const items = [...document.querySelectorAll(form.dataset.filter)];
  const count = form.querySelector("output");
  form.hidden = false;
  form.addEventListener("input", () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    let shown = 0;
    for (const item of items) {
      item.hidden = !wanted.every(([key, value]) => (item.dataset[key] || "").split(" ").includes(value));
      shown += !item.hidden;
    }
    for (const group of document.querySelectorAll("[data-group]"))
      group.hidden = ![...group.querySelectorAll(form.dataset.filter)].some((item) => !item.hidden);
    count.textContent = `${shown} shown`;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}
