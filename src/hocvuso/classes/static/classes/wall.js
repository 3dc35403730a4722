/* Keeps the wall of a class fresh: digits and square change every half minute, the count every few seconds. ES2017. */
(function () {
  'use strict';
  const wall = document.querySelector('[data-wall]');
  if (!wall || !window.fetch) { return; }
  const EVERY_MS = 3000;
  const came = wall.querySelector('[data-came]');
  const digits = wall.querySelector('[data-digits]');
  const square = wall.querySelector('[data-square]');

  async function look() {
    try {
      const answer = await fetch(wall.dataset.wall, {credentials: 'same-origin', cache: 'no-store'});
      if (!answer.ok) { return; }
      const said = await answer.json();
      if (Boolean(said.digits) !== Boolean(digits)) { window.location.reload(); return; }
      came.textContent = String(said.came);
      if (digits) {
        const shown = said.digits.slice(0, 3) + ' ' + said.digits.slice(3);
        if (digits.textContent !== shown) {
          digits.textContent = shown;
          square.innerHTML = said.square;
        }
      }
    } catch (error) {
      // No link: what stands on the wall stays, the next look may get through.
    }
  }

  window.setInterval(look, EVERY_MS);
}());
