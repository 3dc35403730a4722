/* Keeps a board fresh without a flicker: what has not changed is left alone. ES2017. */
(function () {
  'use strict';
  const box = document.querySelector('[data-live]');
  if (!box || !window.fetch) { return; }
  const EVERY_MS = 4000;
  let busy = false;
  let last = '';

  async function look() {
    if (busy || document.hidden) { return; }
    busy = true;
    try {
      const answer = await fetch(box.getAttribute('data-live'), { credentials: 'same-origin', cache: 'no-store' });
      if (answer.ok && !answer.redirected) {
        const said = await answer.text();
        if (said !== last) { last = said; box.innerHTML = said; }
      } else {
        window.location.reload(); // the class is over, or the right has ended: the page says so
        return;
      }
    } catch (error) {
      // No link: what stands there stays, the next look may get through.
    }
    busy = false;
  }

  window.setInterval(look, EVERY_MS);
}());
