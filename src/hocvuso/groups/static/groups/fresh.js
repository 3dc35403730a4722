/* Looks every four seconds whether something is new and shows it; words that are being typed stay. ES2017. */
(function () {
  'use strict';
  const box = document.querySelector('[data-fresh]');
  if (!box || !window.fetch) { return; }
  const EVERY_MS = 4000;
  const notice = box.querySelector('[data-new]');
  let busy = false;

  function isTyping() {
    return Array.from(document.querySelectorAll('textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])'))
      .some(function (field) { return field.value !== field.defaultValue; })
      || Boolean(document.querySelector('details[open] form'));
  }

  async function look() {
    if (busy || document.hidden) { return; }
    busy = true;
    try {
      const answer = await fetch(box.dataset.fresh, {credentials: 'same-origin', cache: 'no-store'});
      const said = answer.ok ? await answer.json() : null;
      if (said && said.stamp !== box.dataset.stamp) {
        if (isTyping() && notice) { notice.hidden = false; } else { window.location.reload(); return; }
      }
    } catch (error) {
      // No link: the page stays as it is, the next look may get through.
    }
    busy = false;
  }

  window.setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', look);
}());
