// Citing and sharing: a citation is copied, a page is shared by the browser's own means.
// Where the site was built without knowing its address, a citation has the one at which it is read.
for (const box of document.querySelectorAll(".cite")) {
  const text = box.querySelector("code"), here = location.href.split("#")[0], address = encodeURIComponent(here);
  if (text.textContent.includes("://")) continue;
  text.append(` ${here}`);
  for (const file of box.querySelectorAll("a[download]")) {
    file.href = file.href.replace(/%0A%7D$/, `%2C%0A%20%20url%20%3D%20%7B${address}%7D%0A%7D`);
  }
}
for (const text of navigator.clipboard ? document.querySelectorAll(".cite pre") : []) {
  const button = makeButton("Copy"), status = Object.assign(document.createElement("span"), { role: "status" });
  button.setAttribute("aria-label", `Copy ${text.previousElementSibling.firstChild.textContent.replace(" · ", "")}`);
  text.previousElementSibling.append(" ", button, " ", status);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    status.textContent = "Copied";
    setTimeout(() => { status.textContent = ""; }, 3000);
  });
}
for (const place of navigator.share ? document.querySelectorAll(".share") : []) {
  const button = makeButton("Share");
  button.addEventListener("click", () => navigator.share({ title: document.title, url: location.href.split("#")[0] }).catch(() => {}));
  place.append(" · ", button);
}
function makeButton(words) { return Object.assign(document.createElement("button"), { type: "button", textContent: words }); }
