// The scripts of our pages, such as a filter, in a theme that is not ours.  With `navigation.instant` of
// Material a page comes without a load, and document$ tells of it.
const run = () => {
  import(`./cite.js?${location.pathname}`);
  const scripts = document.querySelector(".briefing")?.dataset.scripts || "";
  for (const name of scripts.split(" ").filter(Boolean)) import(`./${name}?${location.pathname}`);
};
if (globalThis.document$) document$.subscribe(run);
else run();
