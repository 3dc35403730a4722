/* Signing in to a class: the digits are kept on the phone first, and go when there is a network. Without this script
   the plain form does the same where there is one. ES2017. */
(function () {
  'use strict';
  const form = document.querySelector('form[data-attend]');
  const box = window.hocvusoOutbox;
  if (!form || !box) { return; }
  const code = form.getAttribute('data-attend');
  const kept = document.querySelector('[data-attend-kept]');
  const sent = document.querySelector('[data-attend-sent]');
  const refused = document.querySelector('[data-attend-refused]');
  const field = form.elements.ma;
  let sending = false;
  let shown = '';

  // The square on the wall carries the digits; a copy of this page on the phone does not know them.
  const read = new URLSearchParams(location.search).get('m');
  if (read && /^[0-9]{6}$/.test(read)) { field.value = read; }

  function only(part) {
    [kept, sent, form].forEach(function (each) { each.hidden = each !== part; });
    refused.hidden = true;
  }

  function refuse(reason) {
    only(form);
    refused.hidden = false;
    refused.querySelector('span').textContent = refused.getAttribute('data-' + reason) || refused.getAttribute('data-other');
    field.focus();
  }

  function keep(one) {
    const at = new Date(one.client_at);
    const words = kept.querySelector('[data-words]');
    shown = one.id;
    only(kept);
    words.textContent = words.getAttribute('data-words').replace('{digits}', one.response.ma)
      .replace('{time}', ('0' + at.getHours()).slice(-2) + ':' + ('0' + at.getMinutes()).slice(-2));
  }

  // What this phone knows of this class: waiting, refused, or gone, which means that the server has it.
  function look() {
    return box.kept('attend', code).then(function (all) {
      const last = all[all.length - 1];
      if (last && last.state === 'waiting') { keep(last); return; }
      if (last) { box.drop(last.id); shown = ''; refuse(last.reason); return; }
      if (shown) { shown = ''; only(sent); }
    });
  }

  form.addEventListener('submit', function (event) {
    const digits = field.value.replace(/\s/g, '');
    if (!/^[0-9]{6}$/.test(digits)) { return; } // the server says what is missing
    event.preventDefault();
    if (sending) { return; }
    sending = true;
    const slow = new Promise(function (done) { setTimeout(done, 6000); });
    box.add({ kind: 'attend', content_id: code, response: { ma: digits } }).then(function (whole) {
      shown = whole.id;
      return Promise.race([box.flush(), slow]).catch(function () {}).then(look);
    }, function () { form.submit(); }).then(function () { sending = false; });
  });

  kept.querySelector('[data-again]').addEventListener('click', function () {
    const old = shown;
    shown = '';
    box.drop(old).then(function () { only(form); field.value = ''; field.focus(); });
  });

  window.addEventListener('online', function () { box.flush().then(look, function () {}); });
  setInterval(function () { if (shown) { look(); } }, 3000);
  look();
}());
