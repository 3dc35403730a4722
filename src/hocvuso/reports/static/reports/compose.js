// Shows what each channel gets while a post is written: the server makes it, so it is what will be sent.
// Without this script the previews stand there after the draft is kept.
(function () {
  'use strict';
  var form = document.querySelector('form[data-preview]');
  var place = document.getElementById('xem');
  if (!form || !place || !window.fetch) { return; }
  var WAIT = 600; // milliseconds after the last key
  var timer = 0, asked = 0;
  function show() {
    var number = ++asked;
    var typed = new FormData(form);
    typed.delete('anh'); // the picture stays here until the draft is kept
    fetch(form.getAttribute('data-preview'), { method: 'POST', body: typed, credentials: 'same-origin' })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (page) { if (page !== null && number === asked) { place.innerHTML = page; } })
      .catch(function () { /* no link: the last preview stays */ });
  }
  form.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
})();
