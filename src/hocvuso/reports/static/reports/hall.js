/* Keeps the wall of a hall fresh, and lets keys and presenters step. ES2017. */
(function () {
  'use strict';
  const wall = document.querySelector('[data-hall]');
  if (!wall) { return; }
  const EVERY_MS = 1000;
  const ON = ['ArrowRight', 'PageDown'];
  const BACK = ['ArrowLeft', 'PageUp'];
  const form = document.querySelector('[data-steps]');

  document.addEventListener('keydown', function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input, select, textarea')) { return; }
    const act = ON.indexOf(event.key) >= 0 ? 'tiep' : BACK.indexOf(event.key) >= 0 ? 'lui' : '';
    const button = act && form.querySelector('button[value="' + act + '"]');
    if (button) { event.preventDefault(); button.click(); }
  });
  // A step is on its way and brings the page anew: looking meanwhile would stop it.
  let leaves = false;
  form.addEventListener('submit', function () { leaves = true; });
  window.addEventListener('pageshow', function () { leaves = false; });
  if (!window.fetch) { return; }

  function put(name, value) {
    const found = wall.querySelector('[data-' + name + ']');
    if (found) { found.textContent = Number(value).toLocaleString(document.documentElement.lang); }
  }

  async function look() {
    try {
      const answer = await fetch(wall.dataset.hall, {credentials: 'same-origin', cache: 'no-store'});
      if (answer.ok && !leaves) {
        const said = await answer.json();
        if (leaves) { return; }
        const bars = wall.querySelectorAll('[data-bar]');
        if (said.b !== Number(wall.dataset.step) || (said.cot && !bars.length)) { window.location.reload(); return; }
        put('phones', said.may);
        put('people', said.nguoi);
        put('answered', said.tra_loi);
        const widths = wall.querySelectorAll('[data-width]');
        (said.cot || []).forEach(function (one, at) {
          bars[at].textContent = one[0] + ' · ' + one[1];
          widths[at].setAttribute('width', one[2]);
        });
      }
    } catch (lost) {
      // No link: what stands on the wall stays, the next look may get through.
    }
    window.setTimeout(look, EVERY_MS);
  }

  window.setTimeout(look, EVERY_MS);
}());
