/* While a date is typed, asks the server what it makes of it and shows the answer below the field. */
"use strict";
{
  const PAUSE = 250;
  const waiting = new WeakMap();

  const show = (input, answer) => {
    const output = input.parentElement.querySelector(`output[for="${CSS.escape(input.id)}"]`);
    if (!output) return;
    output.textContent = answer.line;
    output.classList.toggle("refused", Boolean(answer.error));
    input.setAttribute("aria-invalid", answer.error ? "true" : "false");
  };

  const ask = async (input) => {
    const text = input.value.trim();
    const address = `${input.dataset.understand}?${new URLSearchParams({ text })}`;
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    // An answer that comes after more was typed is of no use.
    if (response.ok && input.value.trim() === text) show(input, await response.json());
  };

  document.addEventListener("input", ({ target }) => {
    if (!target.matches("input.imprecise-date")) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(() => ask(target).catch(() => {}), PAUSE));
  });
}
