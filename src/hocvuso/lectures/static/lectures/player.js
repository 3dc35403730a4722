/* Plays a lecture: video, sound with slides, or the voice of the device itself. Remembers the place, stops for
   questions, notes which steps were heard. Without it the page is a plain video with its words below. ES2017. */
(function () {
  'use strict';
  const main = document.querySelector('main[data-lecture]');
  if (!main) { return; }
  const byId = function (id) { return document.getElementById(id); };
  const video = byId('video');
  const audio = byId('audio');
  const stage = byId('stage');
  const slide = byId('slide');
  const words = byId('words');
  const cap = byId('cap');
  const trouble = byId('trouble');
  const person = document.body.getAttribute('data-person') || '';
  const LESSON = main.getAttribute('data-lecture');
  const KEY = 'bai-giang:' + person + ':' + LESSON;
  const LENGTH = main.getAttribute('data-seconds');
  const WATCHED = 0.8;
  const number = function (node, name) { return Number(node.getAttribute(name)) || 0; };
  const scenes = Array.from(document.querySelectorAll('#said section')).map(function (node) {
    return { node: node, step: node.getAttribute('data-step'), start: number(node, 'data-start'), end: number(node, 'data-end') };
  });
  const lines = Array.from(document.querySelectorAll('#said [data-from]')).map(function (node, at) {
    return {
      node: node, at: at, from: number(node, 'data-from'), to: number(node, 'data-to'),
      scene: Number(node.parentNode.getAttribute('data-scene'))
    };
  });
  const checks = Array.from(document.querySelectorAll('.check')).map(function (node) {
    return { node: node, at: number(node, 'data-at'), scene: number(node, 'data-scene'), done: false };
  });

  // --- what is remembered, on this phone only

  function load() {
    // Whoever began as nobody and has answered since finds his place too.
    try { return JSON.parse(localStorage.getItem(KEY) || localStorage.getItem('bai-giang::' + LESSON)) || {}; } catch (none) { return {}; }
  }
  const kept = load();
  if (kept.length !== LENGTH) { kept.at = 0; kept.line = 0; } // made anew since: the old place means nothing
  function save() {
    kept.length = LENGTH;
    try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch (full) { /* the place is lost, nothing else */ }
  }
  const asked = Number(main.getAttribute('data-begin'));
  if (asked > 0) { kept.at = asked; }

  // --- what is shown

  let shown = -1;
  let line = -1;
  function showScene(at) {
    if (at === shown || !scenes[at]) { return; }
    shown = at;
    const image = scenes[at].node.getAttribute('data-image');
    slide.hidden = !image || form === 'speech';
    words.hidden = !slide.hidden;
    if (!slide.hidden) {
      slide.src = image;
      const next = scenes[at + 1] && scenes[at + 1].node.getAttribute('data-image');
      if (next) { new Image().src = next; }
    } else {
      const heading = scenes[at].node.querySelector('h3');
      if (heading || !words.textContent) { words.textContent = heading ? heading.textContent : document.querySelector('h1').textContent; }
    }
  }
  function showLine(at) {
    if (at === line) { return; }
    if (lines[line]) { lines[line].node.classList.remove('now'); }
    line = at;
    cap.textContent = lines[at] ? lines[at].node.textContent : '';
    if (lines[at]) { lines[at].node.classList.add('now'); }
  }
  function say(text) {
    trouble.hidden = !text;
    trouble.querySelector('span').textContent = text || '';
  }
  function clock(seconds) {
    const whole = Math.floor(seconds);
    return Math.floor(whole / 60) + ':' + String(100 + whole % 60).slice(1);
  }

  // --- steps that were heard: said to the site once, when most of a step has really played

  const heard = {};
  const lengths = {};
  scenes.forEach(function (scene) {
    if (scene.step) { lengths[scene.step] = (lengths[scene.step] || 0) + (scene.end - scene.start); }
  });
  function hear(step, part) {
    if (!step) { return; }
    const before = heard[step] || 0;
    heard[step] = before + part;
    if (before >= WATCHED || heard[step] < WATCHED || !person || !window.hocvusoOutbox) { return; }
    window.hocvusoOutbox.add({ kind: 'watched', content_id: step, context: 'lesson', variant: form === 'video' ? 'video' : 'audio' }).then(function () {
      return window.hocvusoOutbox.flush();
    }).catch(function () { /* it goes with the next one */ });
  }

  // --- video and sound

  let form = '';
  let media = null;
  let last = 0;
  function tick() {
    const now = media.currentTime;
    const step = now - last;
    const goes = step > 0 && step < 2;
    let at = 0;
    while (at + 1 < scenes.length && scenes[at + 1].start <= now + 0.05) { at += 1; }
    showScene(at);
    let found = -1;
    for (let i = 0; i < lines.length && lines[i].from <= now + 0.05; i += 1) { if (now < lines[i].to + 0.4) { found = i; } }
    showLine(found);
    if (goes) {
      const length = lengths[scenes[at].step];
      if (length) { hear(scenes[at].step, step / length); }
      const due = checks.filter(function (check) { return !check.done && check.at > last - 0.01 && check.at <= now + 0.2; })[0];
      if (due) { media.pause(); ask(due, function () { media.play(); }); }
    }
    last = now;
    kept.at = media.ended ? 0 : now;
  }
  function use(chosen) {
    form = chosen;
    kept.form = chosen;
    byId('start').hidden = byId('thrift').hidden = true;
    byId('controls').hidden = false;
    say('');
    if (byId('v')) { byId('v').hidden = chosen !== 'video'; }
    if (byId('a')) { byId('a').hidden = chosen !== 'sound'; }
    stage.hidden = chosen === 'video';
    cap.hidden = !byId('captions').checked;
    if (chosen === 'speech') { speech.begin(); return; }
    media = chosen === 'video' ? video : audio;
    const begin = function () {
      if (kept.at > 1 && kept.at < media.duration - 2) { media.currentTime = kept.at; }
      last = media.currentTime;
    };
    media.addEventListener('loadedmetadata', begin, { once: true });
    media.addEventListener('timeupdate', tick);
    media.addEventListener('seeking', function () { last = media.currentTime; });
    media.addEventListener('pause', save);
    media.addEventListener('ended', save);
    media.addEventListener('error', function () { say(trouble.getAttribute('data-media')); byId('start').hidden = false; }, true);
    media.playbackRate = Number(byId('speed').value);
    tracks();
    showScene(0);
    const started = media.play();
    if (started) { started.catch(function () { /* the browser wants another press: its own controls are there */ }); }
  }
  function tracks() {
    for (let i = 0; video && i < video.textTracks.length; i += 1) {
      video.textTracks[i].mode = byId('captions').checked ? 'showing' : 'hidden';
    }
    cap.hidden = !byId('captions').checked;
  }

  // --- the voice of the device, where there is no file or no data to spare

  const speech = {
    voice: null, at: 0, going: false,
    begin: function () {
      byId('play').hidden = false;
      this.at = Math.min(kept.line || 0, lines.length - 1);
      this.go();
    },
    go: function () {
      const synthesis = window.speechSynthesis;
      const found = synthesis ? synthesis.getVoices().filter(function (one) { return /^vi/i.test(one.lang); }) : [];
      if (!synthesis || (synthesis.getVoices().length && !found.length)) { say(main.getAttribute('data-nospeech')); return; }
      this.voice = found[0] || null;
      this.going = true;
      byId('play').textContent = byId('play').getAttribute('data-pause');
      this.next();
    },
    stop: function () {
      this.going = false;
      byId('play').textContent = byId('play').getAttribute('data-play');
      window.speechSynthesis.cancel();
    },
    next: function () {
      const mine = this;
      const one = lines[this.at];
      if (!this.going || !one) { kept.line = 0; save(); if (!one) { this.stop(); } return; }
      showScene(one.scene);
      showLine(this.at);
      const told = new SpeechSynthesisUtterance(one.node.getAttribute('data-spoken') || one.node.textContent);
      told.lang = 'vi-VN';
      if (this.voice) { told.voice = this.voice; }
      told.rate = Number(byId('speed').value) * 0.9;
      told.onend = function () {
        if (!mine.going || mine.at !== one.at) { return; }
        const here = lines.filter(function (each) { return scenes[each.scene].step === scenes[one.scene].step; }).length;
        hear(scenes[one.scene].step, 1 / here);
        mine.at += 1;
        kept.line = mine.at;
        save();
        const after = lines[mine.at];
        const due = checks.filter(function (check) { return !check.done && check.scene === one.scene && (!after || after.scene !== one.scene); })[0];
        if (due) { mine.stop(); ask(due, function () { mine.go(); }); } else { mine.next(); }
      };
      window.speechSynthesis.cancel();
      window.speechSynthesis.speak(told);
    }
  };

  // --- questions inside the lecture, marked by the site like every other answer

  let goOn = null;
  function ask(check, after) {
    check.done = true;
    goOn = after;
    if (document.fullscreenElement) { document.exitFullscreen(); }
    check.node.hidden = false;
    byId('player').after(check.node);
    check.node.focus();
    check.node.scrollIntoView({ block: 'center' });
  }
  function answered(node, event) {
    const form = node.querySelector('form');
    const error = form.querySelector('.err');
    const box = window.hocvusoOutbox;
    if (!box || !window.DOMParser) { return; }
    event.preventDefault();
    const found = {};
    new FormData(form).forEach(function (value, name) {
      if (name !== 'csrfmiddlewaretoken') { (found[name] = found[name] || []).push(value); }
    });
    const tell = function (text) { error.hidden = false; error.querySelector('span').textContent = text; };
    if (!found.choice && !found.verdict) { tell(error.getAttribute('data-empty')); return; }
    const button = form.querySelector('.btn');
    button.setAttribute('aria-busy', 'true');
    box.add({
      id: found.id[0], kind: 'answer', content_id: form.getAttribute('data-content'), context: 'lesson',
      version: form.getAttribute('data-version'), response: { form: found }
    }).then(function (whole) {
      return box.flush().then(function (results) {
        const mine = results.filter(function (one) { return one.id === whole.id; })[0];
        if (mine && mine.status === 'refused') {
          button.removeAttribute('aria-busy');
          tell(error.getAttribute(mine.reason === 'bad_response' ? 'data-empty' : 'data-refused'));
          return null;
        }
        return fetch(form.getAttribute('data-feedback').replace('ID', whole.id), { credentials: 'same-origin' });
      }).then(function (reply) { return reply && reply.text(); }).then(function (text) {
        if (text) { show(node, form, new DOMParser().parseFromString(text, 'text/html').querySelector('main')); }
      }, function () {
        form.hidden = true;
        node.querySelector('.kept').hidden = false;
      });
    }, function () { box.full(); form.submit(); });
  }
  function show(node, form, feedback) {
    if (!feedback) { form.submit(); return; }
    const result = node.querySelector('.result');
    form.hidden = true;
    Array.from(feedback.children).forEach(function (one) {
      if (one.classList.contains('dots')) { return; }
      const listen = one.querySelector('[data-say]');
      if (listen) { listen.remove(); }
      const copy = document.importNode(one, true);
      const heading = copy.querySelector('h1');
      if (heading) {
        const smaller = document.createElement('h3');
        smaller.className = heading.className;
        smaller.textContent = heading.textContent;
        heading.replaceWith(smaller);
      }
      result.appendChild(copy);
    });
    result.hidden = false;
    result.focus();
  }
  checks.forEach(function (check) {
    const form = check.node.querySelector('form');
    form.addEventListener('submit', function (event) { answered(check.node, event); });
    form.addEventListener('change', function () {
      Array.from(form.querySelectorAll('.choice input')).forEach(function (input) {
        input.closest('.choice').classList.toggle('on', input.checked);
      });
    });
    check.node.querySelector('.goon').addEventListener('click', function () {
      check.node.hidden = true;
      byId('player').scrollIntoView({ block: 'start' });
      if (goOn) { goOn(); }
    });
  });

  // --- the page at its beginning

  const link = navigator.connection || {};
  const isThrifty = Boolean(link.saveData) || /2g|3g/.test(link.effectiveType || '');
  const buttons = Array.from(document.querySelectorAll('[data-form]'));
  const wanted = { audio: 'sound', video: 'video' }[main.getAttribute('data-asked')];
  const first = wanted === 'sound' || (wanted && video) ? wanted : kept.form && buttons.some(function (one) { return one.getAttribute('data-form') === kept.form; }) && !isThrifty
    ? kept.form : isThrifty || !video ? 'sound' : 'video';
  if (video && audio) {
    buttons.forEach(function (one) {
      const chosen = one.getAttribute('data-form');
      if (chosen === 'speech') { return; }
      one.className = chosen === first ? 'btn' : 'b2';
      if (chosen === first) { one.parentNode.insertBefore(one, one.parentNode.firstChild); }
    });
    byId('thrift').hidden = !isThrifty;
  }
  buttons.forEach(function (one) {
    one.addEventListener('click', function () { use(one.getAttribute('data-form')); });
  });
  if (!window.speechSynthesis && buttons.length > 1) {
    buttons.filter(function (one) { return one.getAttribute('data-form') === 'speech'; }).forEach(function (one) { one.hidden = true; });
  }
  if (kept.at > 10 && LENGTH > 0) {
    const note = document.createElement('p');
    note.className = 'small';
    note.id = 'goon';
    note.textContent = main.getAttribute('data-goon').replace('{at}', clock(kept.at));
    byId('start').appendChild(note);
  }
  if (byId('v')) { byId('v').hidden = true; }
  if (byId('a')) { byId('a').hidden = true; }
  byId('start').hidden = false;
  if (kept.speed) { byId('speed').value = kept.speed; }
  byId('speed').addEventListener('change', function () {
    kept.speed = this.value;
    save();
    if (media) { media.playbackRate = Number(this.value); }
  });
  byId('captions').addEventListener('change', tracks);
  byId('play').addEventListener('click', function () { if (speech.going) { speech.stop(); } else { speech.go(); } });
  byId('back10').addEventListener('click', function () {
    if (media) { media.currentTime = Math.max(media.currentTime - 10, 0); return; }
    speech.at = Math.max(speech.at - 2, 0);
    if (speech.going) { speech.next(); }
  });
  document.addEventListener('keydown', function (event) {
    if (!media || event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
    const key = event.key.toLowerCase();
    if (key === 'k') { if (media.paused) { media.play(); } else { media.pause(); } }
    if (key === 'j') { media.currentTime = Math.max(media.currentTime - 10, 0); }
    if (key === 'l') { media.currentTime = Math.min(media.currentTime + 10, media.duration || 0); }
    if (key === 'c') { byId('captions').checked = !byId('captions').checked; tracks(); }
  });
  setInterval(function () { if (media && !media.paused) { save(); } }, 5000);
  window.addEventListener('pagehide', function () { save(); if (window.speechSynthesis) { window.speechSynthesis.cancel(); } });
}());
