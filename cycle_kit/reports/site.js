// Leads from one choice to the file that was computed for it.
const views = new Set([/*views*/]);
const fields = [...document.querySelectorAll("[data-at]")];
const told = document.querySelector(".ck-choices p");
const named = (places) => (places.some((at) => at > 0) ? places.join("-") + ".html" : "index.html");
const wanted = () => named(fields.map((field) => Number(field.value)));
for (const field of fields) {
  field.addEventListener("change", () => {
    const file = wanted();
    if (views.has(file)) location.href = file;
    else told.textContent = NONE;
  });
}
// a browser that goes back keeps what was chosen; the page is of what its file says
addEventListener("pageshow", () => document.querySelector(".ck-choices").reset());
