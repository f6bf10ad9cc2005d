// A piece of page written in Python: its HTML, what was pressed in it, and files made on demand.

/** Keys of what the reader has opened or stands on, so that a new HTML leaves it so. */
function state(root) {
  const open = [...root.querySelectorAll("details[data-key][open]")].map((node) => node.dataset.key);
  const focus = root.contains(document.activeElement) ? document.activeElement.dataset : {};
  return { open, at: focus.say ?? focus.stand };
}

function restore(root, { open, at }) {
  for (const key of open) root.querySelector(`details[data-key="${CSS.escape(key)}"]`)?.setAttribute("open", "");
  const name = at && CSS.escape(at);
  if (name) root.querySelector(`[data-say="${name}"], [data-stand="${name}"]`)?.focus({ preventScroll: true });
}

/** Hands the reader a file that Python made; it never leaves the machine. */
function save({ name, type }, [bytes]) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function close(root, but) {
  for (const open of root.querySelectorAll("details[open]")) if (open !== but) open.removeAttribute("open");
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "ck-live";
  el.append(root);

  const draw = () => {
    const kept = state(root);
    root.innerHTML = model.get("html");
    restore(root, kept);
  };
  const hear = (message, buffers) => {
    if (message.kind === "file") save(message, buffers);
    if (message.kind === "show") root.scrollIntoView({ block: "nearest", behavior: "smooth" });
  };
  const outside = (event) => close(root, event.target.closest?.("details"));

  root.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-say]");
    if (pressed) model.send({ say: pressed.dataset.say });
  });
  root.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (!open) return;
    open.removeAttribute("open");
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", outside);
  model.on("change:html", draw);
  model.on("msg:custom", hear);
  draw();
  return () => {
    document.removeEventListener("click", outside);
    model.off("change:html", draw);
    model.off("msg:custom", hear);
  };
}

export default { render };
