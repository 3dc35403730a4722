/* The grid of a paper quiz: a full line leads to the next one, Enter too. ES2017. */
(function () {
  'use strict';
  const grid = document.querySelector('[data-grid]');
  if (!grid) { return; }
  const many = Number(grid.dataset.grid);
  const fields = Array.prototype.slice.call(grid.querySelectorAll('input.letters'));

  function next(field) {
    const following = fields[fields.indexOf(field) + 1];
    if (following) { following.focus(); following.select(); }
    return Boolean(following);
  }

  grid.addEventListener('keydown', function (event) {
    if (event.key === 'Enter' && event.target.matches('input.letters') && next(event.target)) { event.preventDefault(); }
  });
  grid.addEventListener('input', function (event) {
    const field = event.target;
    if (!field.matches('input.letters')) { return; }
    field.value = field.value.toUpperCase();
    if (field.value.replace(/[\s,;]/g, '').length >= many && field.selectionStart === field.value.length) { next(field); }
  });
}());
