/* A phone in a hall: shows what the hall is at, keeps an answer until it has arrived. ES2017. */
(function () {
  'use strict';
  const room = document.querySelector('[data-room]');
  if (!room || !window.fetch) { return; }
  const words = room.dataset;
  const box = room.querySelector('[data-part]');
  const status = room.querySelector('[data-status]');
  const KEY = 'hall-' + words.room + '-' + words.phone;
  let step = Number(words.step);
  let pause = Number(words.pause);
  let sending = false;
  const mine = load();

  function load() {
    try {
      return JSON.parse(window.localStorage.getItem(KEY)) || {turns: {}, given: {}, waiting: []};
    } catch (broken) {
      return {turns: {}, given: {}, waiting: []};
    }
  }

  // Without room on the phone the answer lives as long as the page.
  function save() {
    try { window.localStorage.setItem(KEY, JSON.stringify(mine)); } catch (full) { return; }
  }

  function say(text, kind) {
    status.textContent = text;
    status.hidden = !text;
    status.className = 'chip' + (kind ? ' ' + kind : '');
  }

  function mark() {
    const form = box.querySelector('[data-ask]');
    if (form) {
      const given = mine.given[form.cau.value];
      const radio = given === undefined ? null : form.querySelector('input[value="' + given + '"][name="chon"]');
      if (radio) { radio.checked = true; }
    }
    const own = box.querySelector('[data-own]');
    const at = String((step - 2) / 2);
    if (own && mine.given[at] !== undefined) {
      own.querySelector('b').textContent = JSON.parse(own.dataset.choices)[mine.given[at]];
      own.hidden = false;
    }
  }

  async function show() {
    const answer = await fetch(box.dataset.part, {credentials: 'same-origin', cache: 'no-store'});
    if (!answer.ok) { return; }
    const said = await answer.json();
    step = said.b;
    box.innerHTML = said.html;
    if (!mine.waiting.length) { say('', ''); }
    mark();
    const head = box.querySelector('h1');
    if (head) { head.focus(); }
  }

  async function send() {
    if (sending) { return; }
    sending = true;
    try {
      while (mine.waiting.length) {
        const one = mine.waiting[0];
        const body = new URLSearchParams({c: words.room, cau: one.cau, chon: one.chon, luot: one.luot});
        const answer = await fetch(words.answer, {method: 'POST', credentials: 'same-origin', body: body});
        if (answer.status >= 500 || answer.status === 429) { throw new Error('later'); }
        const said = await answer.json();
        // By itself, not by its place: another answer may have been chosen meanwhile.
        mine.waiting = mine.waiting.filter(function (each) { return each !== one; });
        save();
        if (said.ok === 'unknown') { window.location.reload(); return; }
        if (said.ok === 'kept') { say(words.sent, 'sent'); } else { say(words.late, 'wait'); }
      }
    } catch (lost) {
      say(words.waits, 'wait');
    }
    sending = false;
  }

  async function look() {
    try {
      if (mine.waiting.length) { await send(); }
      const answer = await fetch(words.now + '?c=' + words.room, {credentials: 'same-origin', cache: 'no-cache'});
      if (answer.ok) {
        const said = await answer.json();
        pause = said.ms;
        if (said.b !== step) { await show(); }
      }
    } catch (lost) {
      // No link: what stands on the phone stays, the next look may get through.
    }
    window.setTimeout(look, pause * (0.8 + Math.random() * 0.4));
  }

  room.addEventListener('submit', function (event) {
    const form = event.target;
    if (!form.matches('[data-ask]')) { return; }
    event.preventDefault();
    const chosen = form.querySelector('input[name="chon"]:checked');
    if (!chosen) { say(words.none, 'wait'); return; }
    const question = form.cau.value;
    // A turn is counted, not timed: the clock of a phone may be wrong.
    mine.turns[question] = (mine.turns[question] || 0) + 1;
    mine.given[question] = chosen.value;
    mine.waiting = mine.waiting.filter(function (one) { return one.cau !== question; });
    mine.waiting.push({cau: question, chon: chosen.value, luot: mine.turns[question]});
    save();
    send();
  });

  mark();
  window.setTimeout(look, pause * Math.random());
}());
