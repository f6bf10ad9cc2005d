// A piece of page written in Python: its HTML, what was pressed, chosen or dropped in it, and files either way.

const PIECE = 2_000_000; // bytes of a file in one message; servers refuse messages over 10 MB

/** What the reader has opened, stands on, or has typed so far, so that a new HTML leaves it so. */
function state(root) {
  const open = [...root.querySelectorAll("details[data-key][open]")].map((node) => node.dataset.key);
  const at = root.contains(document.activeElement) ? document.activeElement : null;
  const typed = at?.tagName === "INPUT" && at.value !== at.defaultValue ? at.value : null;
  const focus = at?.dataset ?? {};
  return { open, at: focus.stand ?? focus.say ?? focus.choose, typed };
}

function restore(root, { open, at, typed }) {
  for (const key of open) root.querySelector(`details[data-key="${CSS.escape(key)}"]`)?.setAttribute("open", "");
  const name = at && CSS.escape(at);
  const there = name && root.querySelector(`[data-say="${name}"], [data-stand="${name}"], [data-choose="${name}"]`);
  if (!there) return;
  there.focus({ preventScroll: true });
  if (typed !== null && there.tagName === "INPUT") there.value = typed;
}

/** Hands the reader a file that Python made; it never leaves the machine. */
function save({ name, type }, [bytes]) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Gives the chosen files to Python, each in pieces. */
async function upload(model, files) {
  const names = [...files].map((file) => file.name);
  for (const [turn, file] of [...files].entries()) {
    for (let start = 0; start === 0 || start < file.size; start += PIECE) {
      const bytes = await file.slice(start, start + PIECE).arrayBuffer();
      const last = turn === files.length - 1 && start + PIECE >= file.size;
      model.send({ upload: names, turn, start, last }, undefined, [bytes]);
    }
  }
}

/** Where in a list the pointer is: before which of its items, the dragged one left out. */
function place(list, dragged, y) {
  const others = [...list.children].filter((item) => item !== dragged);
  const middle = (item) => item.getBoundingClientRect().top + item.offsetHeight / 2;
  const found = others.findIndex((item) => y < middle(item));
  return found < 0 ? others.length : found;
}

/** Items with `data-drag` may be dragged about within their list, `data-drop`. */
function draggable(root, model) {
  let dragged = null;
  root.addEventListener("dragstart", (event) => { dragged = event.target.closest?.("[data-drag]"); });
  root.addEventListener("dragend", () => { dragged = null; });
  const listOf = (event) => {
    const list = event.target.closest?.("[data-drop]");
    return dragged && list?.contains(dragged) ? list : null;
  };
  root.addEventListener("dragover", (event) => { if (listOf(event)) event.preventDefault(); });
  root.addEventListener("drop", (event) => {
    const list = listOf(event);
    if (!list) return;
    event.preventDefault();
    model.send({ say: `move ${list.dataset.drop} ${place(list, dragged, event.clientY)} ${dragged.dataset.drag}` });
  });
}

/** Closes what was opened for a look; what has `data-stays` is closed by its own press only. */
function close(root, but) {
  for (const open of root.querySelectorAll("details[open]:not([data-stays])")) if (open !== but) open.removeAttribute("open");
}

/** What was told behind a "?" is seen whole, also where the window ends before it. */
function showWhole(details) {
  if (details.open) details.querySelector(".ck-told")?.scrollIntoView({ block: "nearest" });
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "ck-live";
  root.dataset.lmSuppressShortcuts = "true"; // keys pressed in a field are not JupyterLab's
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
    if (event.target.closest("summary")) setTimeout(showWhole, 0, event.target.closest("details"));
    const pressed = event.target.closest("[data-say]");
    if (pressed?.tagName === "A") {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser opens it beside this page
      event.preventDefault();
    }
    if (pressed && pressed.getAttribute("aria-disabled") !== "true") model.send({ say: pressed.dataset.say });
  });
  root.addEventListener("change", (event) => {
    const chosen = event.target;
    if (chosen.dataset.choose) model.send({ choose: chosen.dataset.choose, value: chosen.value });
    if (chosen.type === "file" && chosen.files.length) upload(model, chosen.files);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.dataset.choose) {
      event.target.blur(); // which tells the change; not all pages let Enter do it
      event.target.focus();
    }
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (!open) return;
    open.removeAttribute("open");
    open.querySelector("summary").focus();
  });
  /** Scrolls here, also where it was asked for before this stood on the page. */
  const come = () => {
    if (!model.get("wanted")) return;
    setTimeout(() => root.scrollIntoView({ block: "start" }), 300); // parts above it are drawn meanwhile
    model.set("wanted", false);
    model.save_changes();
  };
  draggable(root, model);
  document.addEventListener("click", outside);
  model.on("change:html", draw);
  model.on("msg:custom", hear);
  model.on("change:wanted", come);
  draw();
  come();
  return () => {
    document.removeEventListener("click", outside);
    model.off("change:html", draw);
    model.off("msg:custom", hear);
    model.off("change:wanted", come);
  };
}

export default { render };
