/* Exercise pages: the answer goes through the outbox; without this script the plain form does the same. ES2017. */
(function () {
  'use strict';
  // "Báo chỗ chưa đúng" goes through the outbox too, so it is kept without a link.
  const told = document.querySelector('form[data-report]');
  if (told && window.hocvusoOutbox) {
    told.addEventListener('submit', function (event) {
      const pressed = event.submitter || document.activeElement;
      if (!pressed || !pressed.value) { return; }
      event.preventDefault();
      const box = window.hocvusoOutbox;
      box.add({
        id: box.newId(), kind: 'report', content_id: told.getAttribute('data-report'),
        version: told.getAttribute('data-version'), response: { 'ly-do': pressed.value, loi: told.elements.loi.value }
      }).then(function (whole) {
        told.hidden = true;
        const tell = function (results) {
          const mine = (results || []).filter(function (one) { return one.id === whole.id; })[0];
          const refused = mine && mine.status === 'refused';
          told.parentElement.querySelector(refused ? '[data-not]' : '[data-kept]').hidden = false;
        };
        box.flush().then(tell, function () { tell(); });
      }, function () {
        const hidden = document.createElement('input');
        hidden.type = 'hidden'; hidden.name = pressed.name; hidden.value = pressed.value;
        told.appendChild(hidden); told.submit();
      });
    });
  }
  const form = document.querySelector('form[data-event]');
  if (!form) { return; }
  const began = Date.now();
  const note = document.getElementById('note');
  let sending = false;
  // A fresh id for each time the page is opened: a copy read again without a link is a new answer.
  const id = window.hocvusoOutbox ? window.hocvusoOutbox.newId() : form.elements.id.value;

  // A chosen line is marked also on browsers without :has().
  form.addEventListener('change', function (event) {
    const inputs = form.querySelectorAll('.choice input');
    for (let i = 0; i < inputs.length; i += 1) {
      inputs[i].closest('.choice').classList.toggle('on', inputs[i].checked);
    }
    if (note) { note.hidden = true; }
  });

  function fields(pressed) {
    const found = {};
    new FormData(form).forEach(function (value, name) {
      if (name === 'csrfmiddlewaretoken') { return; }
      (found[name] = found[name] || []).push(value);
    });
    if (pressed && pressed.name) { found[pressed.name] = [pressed.value]; }
    return found;
  }

  // `form.submit()` leaves the pressed button out, and on some pages the button is the answer.
  function bring(pressed) {
    if (!pressed || !pressed.name) { return; }
    const hidden = document.createElement('input');
    hidden.type = 'hidden';
    hidden.name = pressed.name;
    hidden.value = pressed.value;
    form.appendChild(hidden);
  }

  function say(text) {
    note.hidden = false;
    note.querySelector('span').textContent = text;
    note.scrollIntoView({ block: 'nearest' });
  }

  function stay(id) {
    // No link: the answer is on the phone. Its feedback comes when it has been sent.
    document.getElementById('kept').hidden = false;
    form.hidden = true;
    const later = document.getElementById('later');
    if (later) { later.href = form.getAttribute('data-feedback').replace('ID', id); }
  }

  // Help is on the page already: the next rung comes without a link and nothing that was chosen is lost.
  const help = document.getElementById('goi-y');
  function climb(button) {
    const rungs = help.querySelectorAll('.rung');
    const given = Number(button.value);
    const rung = rungs[given - 1];
    help.hidden = rung.hidden = false;
    if (rung.previousElementSibling && !rung.previousElementSibling.classList.contains('rung')) {
      rung.previousElementSibling.hidden = false;
    }
    const hints = rung.getAttribute('data-hints');
    const address = new URL(location.href);
    address.searchParams.set('goi-y', String(given));
    form.elements.hints.value = hints;
    form.action = address.href;
    const person = document.getElementById('nguoi');
    if (person && hints === '3') {
      person.hidden = false;
      person.elements.ve.value = address.pathname + address.search;
    }
    button.value = String(given + 1);
    button.hidden = given >= rungs.length;
    if (hints === '3') { button.textContent = button.getAttribute('data-slowly'); }
    rung.scrollIntoView({ block: 'center' });
  }

  // The back button may bring this page back as it was left, already answered: open it anew.
  window.addEventListener('pageshow', function (event) { if (event.persisted) { location.reload(); } });

  form.addEventListener('submit', function (event) {
    const box = window.hocvusoOutbox;
    if (!box) { return; }
    event.preventDefault();
    if (sending) { return; } // a double tap is one answer
    const pressed = event.submitter || document.activeElement;
    if (pressed && pressed.name === 'ket') { climb(pressed); return; }
    const found = fields(pressed && pressed.form === form ? pressed : null);
    const answered = Object.keys(found).some(function (name) {
      return ['id', 'hints', 'item', 'version', 'variant'].indexOf(name) < 0 && found[name].some(function (one) { return one.trim(); });
    });
    if (!answered) { say(form.getAttribute('data-empty')); return; }
    sending = true;
    const shown = [form, form.querySelector('.btn')].filter(Boolean); // on a slow link one sees that the tap was taken
    shown.forEach(function (one) { one.setAttribute('aria-busy', 'true'); });
    box.add({
      id: id, kind: form.getAttribute('data-event'), content_id: form.getAttribute('data-content'),
      version: form.getAttribute('data-version'), context: form.getAttribute('data-context') || '', variant: form.getAttribute('data-variant') || '',
      hints: Number((found.hints || [0])[0]), ms: Date.now() - began, plan: form.getAttribute('data-plan') || null,
      response: { form: found }
    }).then(function (whole) {
      const slow = new Promise(function (_, fail) { setTimeout(function () { fail(new Error('slow')); }, 6000); });
      return Promise.race([box.flush(), slow]).then(function (results) {
        const mine = results.filter(function (one) { return one.id === whole.id; })[0];
        if (mine && mine.status === 'refused') {
          sending = false;
          shown.forEach(function (one) { one.removeAttribute('aria-busy'); });
          form.dispatchEvent(new Event('refused')); // a player begins its decision anew
          say({ bad_response: form.getAttribute('data-empty'), other_person: note.getAttribute('data-stranger') }[mine.reason]
            || form.getAttribute('data-refused'));
          return;
        }
        location.href = form.getAttribute('data-feedback').replace('ID', whole.id);
      }, function () { stay(whole.id); });
    }, function () {
      // The phone is full or forbids storage: the plain form still reaches the server.
      box.full();
      bring(pressed);
      form.submit();
    });
  });
}());
