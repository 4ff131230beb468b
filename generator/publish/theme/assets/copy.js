// A button beside each citation that copies it. Without this script the text is there to select.
for (const text of navigator.clipboard ? document.querySelectorAll(".cite pre") : []) {
  const head = text.previousElementSibling, name = head.firstChild.textContent.replace(" · ", "");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
  const told = document.createElement("span");
  button.setAttribute("aria-label", `Copy ${name}`);
  told.setAttribute("role", "status");
  head.append(button, " ", told);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    told.textContent = "Copied";
    setTimeout(() => { told.textContent = ""; }, 3000);
  });
}
