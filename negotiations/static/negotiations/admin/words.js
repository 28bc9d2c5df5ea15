/* Shows the definition of the word that is chosen from a vocabulary. */
"use strict";
{
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const output = target.parentElement.querySelector(`output[for="${CSS.escape(target.id)}"]`);
    if (!output) return;
    output.textContent = target.selectedOptions[0]?.title ?? "";
    target.title = output.textContent;
  });
}
