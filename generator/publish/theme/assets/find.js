// Narrow a list to the items that hold what is typed. Without this script the whole list is there.
for (const field of document.querySelectorAll("input[data-find]")) {
  const items = [...document.querySelectorAll(field.dataset.find)];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const count = field.closest(".find").querySelector("output");
  field.closest(".find").hidden = false;
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      item.hidden = !words.every((word) => plain(item.textContent).includes(word));
      shown += !item.hidden;
    }
    count.textContent = words.length ? `${shown} found` : "";
  });
}
