// The page's address and its filters, each following the other; only where the page is a page of its own.

function render({ model }) {
  if (!document.body.dataset.voila) return;
  const page = document.documentElement;
  const tell = () => model.send({ search: location.search, language: page.dataset.usual });
  // What was drawn ahead in another language is shown when it is told anew.
  const seen = (language, frames) => {
    const there = document.querySelector(".ck-languages")?.value === language;
    if (there || !frames) delete page.dataset.waits;
    else requestAnimationFrame(() => seen(language, frames - 1));
  };
  const go = ({ kind, search, push, language, direction }) => {
    if (kind === "speak") {
      Object.assign(page, { lang: language, dir: direction });
      seen(language, 1200);
    }
    if (kind !== "at" || search === location.search) return;
    history[push ? "pushState" : "replaceState"](null, "", search || location.pathname);
  };
  model.on("msg:custom", go);
  addEventListener("popstate", tell);
  tell();
  return () => {
    model.off("msg:custom", go);
    removeEventListener("popstate", tell);
  };
}

export default { render };
