/* Light or dark: as the system is, or as it was chosen in this browser. Before anything is painted. */
{
  const KEPT = "cycle-kit-ground", system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = "";
  try {
    chosen = localStorage.getItem(KEPT);
  } catch {} // a browser that keeps nothing: it holds for this page
  const usual = () => (["light", "dark"].includes(chosen) ? chosen : "");
  const apply = () => { document.documentElement.dataset.ground = usual() || (system.matches ? "dark" : "light"); };
  system.addEventListener("change", apply);
  apply();

  /* An element of its own, for the page's head is written anew again and again, by Python that knows of no browser. */
  customElements.define("cycle-kit-ground", class extends HTMLElement {
    connectedCallback() {
      this.firstElementChild.value = usual();
      this.onchange = ({ target }) => {
        chosen = target.value;
        apply();
        try {
          localStorage.setItem(KEPT, chosen);
        } catch {}
      };
    }
  });
}
