/* A reference that may go to several kinds shows the choosers in use; the others wait behind a button. */
"use strict";
{
  const choosersIn = (line) => [...line.querySelectorAll("select[data-one-of]")];
  const boxOf = (select) => select.closest(".fieldBox")?.parentElement ?? select.closest("td");

  const fold = (line) => {
    const idle = choosersIn(line).filter((select) => !select.value && boxOf(select));
    if (!idle.length || line.querySelector(".errors, .errorlist")) return;
    const menu = kindMenu(idle);
    for (const select of idle) boxOf(select).hidden = true;
    // Where no chooser is in use, the menu stands in the place of one and bears the name of the reference.
    const alone = idle.length === choosersIn(line).length;
    line.querySelector(".flex-container").append(...(alone ? [nameOf(menu)] : []), menu);
  };

  const nameOf = (menu) => {
    const label = document.createElement("label");
    const name = menu.getAttribute("aria-label");
    label.htmlFor = menu.id;
    label.textContent = `${name[0].toUpperCase()}${name.slice(1)}:`;
    return label;
  };

  const kindMenu = (idle) => {
    const menu = document.createElement("select");
    menu.className = "kind-menu";
    menu.id = `${idle[0].id}_kind`;
    menu.setAttribute("aria-label", idle[0].dataset.oneOf.replaceAll("_", " "));
    menu.append(new Option("choose a kind", ""));
    for (const select of idle) menu.append(new Option(select.dataset.kind, select.id));
    menu.addEventListener("change", () => {
      const select = document.getElementById(menu.value);
      if (!select) return;
      boxOf(select).hidden = false;
      menu.selectedOptions[0].remove();
      menu.value = "";
      menu.hidden = menu.options.length < 2;
      menu.previousElementSibling?.matches("label") && menu.previousElementSibling.remove();
    });
    return menu;
  };

  const foldAll = (root) => {
    const lines = new Set([...root.querySelectorAll("select[data-one-of]")].map((s) => s.closest(".form-row")));
    for (const line of lines) if (line && !line.closest(".empty-form")) fold(line);
  };

  document.addEventListener("DOMContentLoaded", () => foldAll(document));
  document.addEventListener("formset:added", ({ target }) => foldAll(target));
}
