/* A paper of a contest on the phone: every question is here already, answers are written down first and sent after, also
   twice. Without this script the plain form does the same. Time is what the server said plus a count that nobody can set. ES2017. */
(function () {
  'use strict';
  const form = document.getElementById('paper');
  if (!form || !window.fetch || !window.localStorage || !window.hocvusoOutbox) { return; }
  const began = performance.now();
  const passed = Number(form.getAttribute('data-passed'));
  const length = Number(form.getAttribute('data-length'));
  const last = Number(form.getAttribute('data-last'));
  const GRACE_MS = 300000;
  const KEY = 'paper-' + form.getAttribute('data-entry');
  const box = document.getElementById('question');
  const next = document.getElementById('next');
  const before = document.getElementById('before');
  const over = document.getElementById('over');
  const note = document.getElementById('note');
  const saved = document.getElementById('saved');
  const clock = document.getElementById('clock');
  const nextWords = document.getElementById('next-words').innerHTML;
  const lastWords = document.getElementById('last-words').innerHTML;
  const pages = {};
  const answered = {};
  let place = Number(form.getAttribute('data-place'));
  let isSending = false;
  let isOver = false;

  function now() { return Math.round(passed + performance.now() - began); }

  // What is not confirmed yet: place → {id, ms, fields}, and the wish to hand in. Kept on the phone until it is.
  let kept = { answers: {}, hand: null };
  try { kept = JSON.parse(localStorage.getItem(KEY)) || kept; } catch (broken) { /* a new one */ }
  function keep() {
    try {
      if (Object.keys(kept.answers).length || kept.hand) { localStorage.setItem(KEY, JSON.stringify(kept)); } else { localStorage.removeItem(KEY); }
      return true;
    } catch (full) { return false; }
  }

  pages[place] = box.innerHTML;
  answered[place] = box.getAttribute('data-answered') === '1';
  Array.prototype.forEach.call(document.querySelectorAll('template[data-place]'), function (each) {
    pages[each.getAttribute('data-place')] = each.innerHTML;
    answered[each.getAttribute('data-place')] = each.getAttribute('data-answered') === '1';
  });

  function fields() {
    const found = {};
    Array.prototype.forEach.call(box.querySelectorAll('input,select,textarea'), function (one) {
      if (one.type === 'hidden' || ((one.type === 'radio' || one.type === 'checkbox') && !one.checked) || !one.value.trim()) { return; }
      (found[one.name] = found[one.name] || []).push(one.value);
    });
    return found;
  }

  function fill(found) {
    Array.prototype.forEach.call(box.querySelectorAll('input,select,textarea'), function (one) {
      const values = found[one.name];
      if (one.type === 'hidden') { return; }
      if (one.type === 'radio' || one.type === 'checkbox') {
        one.checked = !!values && values.indexOf(one.value) >= 0;
        const line = one.closest('.choice');
        if (line) { line.classList.toggle('on', one.checked); }
      } else { one.value = values ? values[0] : ''; }
    });
  }

  // What was chosen, by place, so that going back shows it.
  const chosen = {};
  Object.keys(kept.answers).forEach(function (name) { chosen[name] = kept.answers[name].fields; answered[name] = true; });

  function say(text) { note.hidden = !text; note.querySelector('span').textContent = text || ''; }

  function show(to) {
    place = to;
    changed = false;
    box.innerHTML = pages[place];
    if (chosen[place]) { fill(chosen[place]); }
    form.action = form.getAttribute('data-here') + '?cau=' + place;
    history.replaceState(null, '', form.action);
    document.getElementById('where').textContent = words(document.getElementById('where'), 'words', { n: place + 1, all: last + 1 });
    next.innerHTML = place === last ? lastWords : nextWords;
    before.hidden = place === 0;
    document.getElementById('buttons').hidden = false;
    say('');
    const head = box.querySelector('h1');
    if (head) { head.setAttribute('tabindex', '-1'); head.focus(); }
    window.scrollTo(0, 0);
  }

  function words(node, name, values) {
    return node.getAttribute('data-' + name).replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
  }

  function told() {
    const waiting = Object.keys(kept.answers).length;
    const all = Object.keys(answered).filter(function (name) { return answered[name]; }).length;
    saved.textContent = waiting && !isSending ? words(saved, 'waiting', { n: waiting }) : words(saved, 'words', { n: all });
  }

  function noteDown() {
    const found = fields();
    if (!Object.keys(found).length || JSON.stringify(found) === JSON.stringify(chosen[place])) { return; }
    if (!changed) { return; } // only looked at
    chosen[place] = found;
    answered[place] = true;
    kept.answers[place] = { id: window.hocvusoOutbox.newId(), ms: now(), fields: found };
    if (!keep()) { form.submit(); } // the phone is full: the plain form still reaches the server
  }

  let changed = false;
  form.addEventListener('change', function () {
    changed = true;
    Array.prototype.forEach.call(box.querySelectorAll('.choice input'), function (one) {
      one.closest('.choice').classList.toggle('on', one.checked);
    });
  });

  function send() {
    const names = Object.keys(kept.answers);
    if (isSending || (!names.length && !kept.hand)) { told(); return Promise.resolve(true); }
    isSending = true;
    const sent = names.map(function (name) {
      const one = kept.answers[name];
      return { id: one.id, place: Number(name), ms: one.ms, response: { form: one.fields } };
    });
    const body = { answers: sent, hand_in: !!kept.hand, ms: kept.hand ? kept.hand.ms : null, guess: kept.hand ? kept.hand.guess : null };
    const slow = new Promise(function (_, fail) { setTimeout(function () { fail(new Error('slow')); }, 8000); });
    return Promise.race([slow, fetch(form.getAttribute('data-door'), {
      method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body)
    })]).then(function (response) {
      if (response.status === 401 || response.status === 404) { say(note.getAttribute('data-gone')); }
      if (!response.ok) { throw new Error('status ' + response.status); }
      return response.json();
    }).then(function (reply) {
      isSending = false;
      reply.results.forEach(function (one) {
        Object.keys(kept.answers).forEach(function (name) {
          if (kept.answers[name].id === one.id) { delete kept.answers[name]; }
        });
      });
      if (reply.handed_in) { kept.hand = null; kept.answers = {}; }
      keep(); told();
      if (reply.handed_in) { isOver = true; location.href = form.getAttribute('data-review'); return true; }
      return Object.keys(kept.answers).length || kept.hand ? send() : true;
    }).catch(function () {
      isSending = false; told();
      setTimeout(send, 4000);
      return false;
    });
  }

  function handIn(guess) {
    kept.hand = { ms: Math.min(now(), length), guess: guess };
    keep();
    send().then(function (isThere) {
      if (!isThere && !isOver) { box.innerHTML = document.getElementById('kept').innerHTML; document.getElementById('buttons').hidden = true; }
    });
  }

  function lookOver() {
    box.innerHTML = document.getElementById('hand-in').innerHTML;
    document.getElementById('buttons').hidden = true;
    const open = Object.keys(answered).filter(function (name) { return !answered[name]; }).length;
    const line = document.getElementById('open');
    line.textContent = open ? words(line, 'words', { n: open }) : line.getAttribute('data-none');
    const lines = document.getElementById('lines');
    for (let number = 0; number <= last; number += 1) {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = form.getAttribute('data-here') + '?cau=' + number;
      link.textContent = String(number + 1);
      if (answered[number]) { link.className = 'on'; }
      link.addEventListener('click', function (event) { event.preventDefault(); show(number); });
      item.appendChild(link);
      lines.appendChild(item);
    }
    document.getElementById('hand').addEventListener('click', function () {
      const field = box.querySelector('[name=doan]');
      const typed = field ? field.value.replace(/\D/g, '') : '';
      handIn(typed ? Number(typed) : null);
    });
    const head = box.querySelector('h1');
    head.setAttribute('tabindex', '-1');
    head.focus();
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (!document.getElementById('buttons').hidden) {
      noteDown();
      send();
      if (place === last) { lookOver(); } else { show(place + 1); }
    }
  });
  before.addEventListener('click', function (event) { event.preventDefault(); noteDown(); send(); show(place - 1); });
  over.addEventListener('click', function (event) { event.preventDefault(); noteDown(); send(); lookOver(); });
  document.addEventListener('visibilitychange', function () { if (document.hidden) { noteDown(); send(); } });
  window.addEventListener('online', send);

  function tick() {
    const left = Math.max(0, length - now());
    clock.textContent = left ? words(clock, 'words', { m: Math.floor(left / 60000), s: Math.floor(left / 1000) % 60 }) : clock.getAttribute('data-over');
    if (!left && !isOver && !kept.hand) { noteDown(); handIn(null); }
    if (now() > length + GRACE_MS && !isOver) { isOver = true; location.href = form.getAttribute('data-review'); }
  }
  setInterval(tick, 1000);
  tick();
  if (chosen[place]) { fill(chosen[place]); }
  send();
}());
