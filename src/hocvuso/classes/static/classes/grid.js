/* The list of a meeting by keyboard: 1 to 4 choose the state of a line and go on to the next one. ES2017. */
(function () {
  'use strict';
  const form = document.querySelector('form[data-grid]');
  if (!form) { return; }
  const told = document.querySelector('[data-keys]');
  if (told) { told.hidden = false; }
  form.addEventListener('keydown', function (event) {
    const at = Number(event.key);
    const row = event.target.closest('tr');
    if (!row || !(at >= 1 && at <= 4) || event.ctrlKey || event.altKey || event.metaKey) { return; }
    const chosen = row.querySelectorAll('input[type=radio]')[at - 1];
    if (!chosen) { return; }
    event.preventDefault();
    chosen.checked = true;
    const next = row.nextElementSibling;
    const wanted = next ? next.querySelector('input:checked') || next.querySelector('input[type=radio]')
      : form.querySelector('.btn');
    wanted.focus();
  });
}());
