// The page's address and its filters, each following the other; only where the page is a page of its own.

function render({ model }) {
  if (!document.body.dataset.voila) return;
  const tell = () => model.send({ search: location.search });
  const go = ({ kind, search, push, language, direction }) => {
    if (kind === "speak") Object.assign(document.documentElement, { lang: language, dir: direction });
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
