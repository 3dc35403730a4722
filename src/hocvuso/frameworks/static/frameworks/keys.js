// Keys of the matching page: j and k move between rows, 1 to 3 tick a proposal, 0 says that there is no lesson yet.
// Everything also works by the buttons alone.
(function () {
  'use strict';
  var rows = Array.prototype.slice.call(document.querySelectorAll('[data-row]'));
  if (!rows.length) return;
  function here() {
    var row = document.activeElement && document.activeElement.closest('[data-row]');
    return rows.indexOf(row);
  }
  function go(to) {
    var row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    row.focus();
    row.scrollIntoView({ block: 'nearest' });
  }
  document.addEventListener('keydown', function (event) {
    var typing = /^(text|search)$/.test(event.target.type || '') || event.target.tagName === 'SELECT';
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    var at = here();
    if (event.key === 'j') go(at + 1);
    else if (event.key === 'k') go(at - 1);
    else if (at < 0) return;
    else if (/^[1-3]$/.test(event.key)) {
      var box = rows[at].querySelectorAll('input[type=checkbox]')[Number(event.key) - 1];
      if (!box) return;
      box.checked = !box.checked;
    } else if (event.key === '0') {
      var none = rows[at].querySelector('button[value=khong]');
      if (none) none.click();
    } else if (event.key === 'Enter' && document.activeElement === rows[at]) {
      var sure = rows[at].querySelector('button.go');
      if (sure) sure.click();
    } else return;
    event.preventDefault();
  });
})();
