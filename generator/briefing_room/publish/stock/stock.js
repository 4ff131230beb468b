// The filter of our pages, in a theme that is not ours.  With `navigation.instant` of Material a page
// comes without a load, and document$ tells of it.
const run = () => {
  if (document.querySelector("form[data-filter], input[data-find]")) import(`./filter.js?${location.pathname}`);
};
if (globalThis.document$) document$.subscribe(run);
else run();
