/* Plays a scenario: watch, guided, alone, surprise. Keeps a log of what was done (classes, never what was typed), resumes
   after the tab was killed, and hands the log to the outbox. ES2017. */
(function () {
  'use strict';
  const main = document.getElementById('m');
  const stage = document.getElementById('play');
  if (!main || !stage || !window.hocvusoMachine) { return; }
  const M = window.hocvusoMachine, make = window.hocvusoDrawing.make, overlies = window.hocvusoDrawing.overlies;
  const scenario = JSON.parse(main.getAttribute('data-scenario'));
  const words = JSON.parse(main.getAttribute('data-words'));
  const isEasy = main.hasAttribute('data-easy'), isShort = main.hasAttribute('data-short'); // one decision of the entry test
  const KEPT = 'hvs_practice_' + scenario.id;
  const GLOW_MS = 6000, WATCH_MS = 2600, TYPE_MS = 1600;
  const by = function (id) { return document.getElementById(id); };
  let game = null;
  let pressing = false, stale = false;

  function easyOf(row) { return game.dealt.text(isEasy && row.easy ? row.easy : row.text || row.say); }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; }); }
  function keep(value) { try { localStorage.setItem(KEPT, JSON.stringify(value)); } catch (full) { /* plays on, without resuming */ } }
  function kept() { try { return JSON.parse(localStorage.getItem(KEPT)); } catch (torn) { return null; } }
  function forget() { try { localStorage.removeItem(KEPT); } catch (closed) { /* nothing to forget */ } }

  // Which variant: another one than last time; those for surprises only in surprises.
  function seedFor(mode) {
    const places = [];
    scenario.variants.forEach(function (each, place) { if (!!each.surprise === (mode === 'surprise')) { places.push(place); } });
    const asked = main.getAttribute('data-seed');
    if (asked) { return Number(asked); }
    const last = Number((kept() || {}).last);
    const left = places.length > 1 ? places.filter(function (place) { return place !== last; }) : places;
    const chance = crypto.getRandomValues(new Uint32Array(2));
    return left[chance[0] % left.length] + scenario.variants.length * (chance[1] % 100000);
  }

  function begin(mode, seed, log) {
    const dealt = M.deal(scenario, seed);
    const machine = new M.Machine(scenario, dealt.variant);
    game = {
      mode: mode, seed: seed, dealt: dealt, machine: machine, run: machine.start(), log: [], rung: 0, since: Date.now(), before: 0,
      refused: {}, timers: [], opened: {}
    };
    game.drawing = new window.hocvusoDrawing.Drawing(by('glass'), machine, dealt, words, {
      tap: function (part) { commit(); act({ kind: 'tap', target: part.id, value: '' }); },
      hold: function (part) { commit(); act({ kind: 'hold', target: part.id, value: '' }); },
      back: function () { commit(); act({ kind: 'back', target: '', value: '' }); },
      choose: function (part, value) {
        if (game.run.place.flags.indexOf(part.id + '.' + value) < 0) { act({ kind: 'choose', target: part.id, value: value }); }
      },
      left: function () { if (!pressing) { game.drawing.settle(); } },
      typed: function (part, text) { typed(part, text); }
    });
    (log || []).forEach(function (line) {
      game.run = machine.after(game.run, { kind: line[1], target: line[2], value: line[3] });
      game.log.push(line);
      game.before = line[0];
    });
    restoreFields();
    main.setAttribute('data-mode', mode);
    stage.hidden = false;
    if (isShort) { by('how').hidden = false; game.drawing.show(game.run.place); return; } // whoever comes reads the question first
    document.body.classList.add('playing');
    by('choose').hidden = true;
    by('done').hidden = true;
    by('task').hidden = true;
    by('hint').hidden = mode === 'watch';
    by('finish').hidden = mode === 'watch';
    by('pause').hidden = mode !== 'watch';
    by('mode').textContent = words[mode];
    coach('');
    show(true);
    if (!game.log.length) { openTask(false); }
    if (mode === 'watch') { watch(); }
  }

  // After a killed tab the classes are known, the texts are gone: what was right can be written again.
  function restoreFields() {
    game.run.place.flags.forEach(function (flag) {
      const place = flag.indexOf('.'), part = game.machine.parts[flag.slice(0, place)];
      if (!part || M.TYPED.indexOf(part.kind) < 0) { return; }
      const row = (scenario.typed || []).find(function (each) { return each.part === part.id && each.id === flag.slice(place + 1); });
      const text = row && row.same ? row.same[0] : M.classOf(part, scenario.typed, game.dealt, game.dealt.text(part.sample)) === flag.slice(place + 1) ? part.sample : '';
      if (text) { game.drawing.kept[part.id] = game.dealt.text(text); }
    });
  }

  function now() { return game.before + Date.now() - game.since; }

  function act(what) {
    const before = game.run;
    if (game.run.over) { return; }
    game.run = game.machine.after(game.run, what);
    game.log.push([Math.round(now()), what.kind, what.target, what.value]);
    emptied(before.place.flags, game.run.place.flags);
    if (isShort) { if (game.run.over) { handIn(); return; } }
    else if (game.mode !== 'watch') { keep({ version: scenario.version, mode: game.mode, seed: game.seed, log: game.log }); }
    if (what.kind === 'hint' || what.kind === 'refused') { return; }
    if (what.kind !== 'look') { closeTask(); }
    if (game.run.mistakes.length > before.mistakes.length) { coachOf(scenario.mistakes, game.run.mistakes, false); }
    else if (game.run.dangers.length > before.dangers.length) { coachOf(scenario.dangers, game.run.dangers, true); }
    else if (what.kind !== 'type' && what.kind !== 'choose') { coach(''); }
    game.rung = 0;
    const isOther = before.place.screen !== game.run.place.screen;
    if (isOther && what.target) { game.opened[before.place.screen] = what.target; }
    if (isOther) { game.from = before.place.screen; }
    if (pressing && !isOther && what.kind === 'type') { stale = true; } else { show(isOther); }
    if (game.run.over) { end(); }
  }

  // A field whose class a rule has cleared stands empty again: a draft that was lost, a number that was wrong.
  function emptied(before, after) {
    before.forEach(function (flag) {
      const name = flag.split('.')[0], part = game.machine.parts[name];
      if (part && M.TYPED.indexOf(part.kind) >= 0 && !after.some(function (each) { return each.indexOf(name + '.') === 0; })) {
        write(part, '');
      }
    });
  }

  function coachOf(rows, ids, isDanger) {
    const row = rows.find(function (each) { return each.id === ids[ids.length - 1]; });
    coach(easyOf(row), isDanger ? game.dealt.text(row.title) : '');
  }

  function coach(text, title) {
    const box = by('coach');
    box.textContent = '';
    box.hidden = !text;
    box.className = 'panel ' + (title ? 'bad' : 'again');
    if (title) { box.appendChild(make('h3', '', title)); }
    if (text) { box.appendChild(make('p', '', text)); box.scrollIntoView({ block: 'nearest' }); }
  }

  // Whoever leaves a question or a drawer stands again on what opened it.
  function backTo() {
    const from = game.from && game.machine.screens[game.from], here = game.run.place.screen;
    return from && overlies(from) && from.over === here && game.opened[here] ? game.drawing.focusOf(game.opened[here]) : null;
  }

  function show(isOther) {
    stale = false;
    game.timers.forEach(clearTimeout);
    game.timers = [];
    if (isOther) {
      const title = game.drawing.show(game.run.place);
      by('glass').scrollTop = 0;
      (backTo() || title).focus({ preventScroll: true });
    } else {
      game.drawing.refresh(game.run.place);
    }
    const screen = game.machine.screens[game.run.place.screen];
    if (screen.read_after && isOther) {
      game.timers.push(setTimeout(function () { if (!game.run.over) { act({ kind: 'read', target: '', value: '' }); } }, screen.read_after * 1000 + 50));
    }
    help();
  }

  // Whoever lets a helper look along tells which step comes next, never what was typed. The mark is a cookie of this site.
  function tell(step) {
    const at = step ? step.id : 'het';
    if (game.told === at || !window.fetch || document.cookie.indexOf('hvs_along=1') < 0) { return; }
    game.told = at;
    fetch(location.pathname + '/o/' + at + '?so=' + game.seed, { credentials: 'same-origin' }).catch(function () { game.told = ''; });
  }

  // The line on top: in guided and watch what to do, alone only what was asked for.
  function help() {
    if (isShort) { return; }
    const step = game.machine.nextStep(game.run.place), line = by('line'), isLed = game.mode === 'guided' || game.mode === 'watch';
    tell(step);
    by('fill').hidden = true;
    game.drawing.point(null);
    if (!step) { line.textContent = ''; line.hidden = true; return; }
    const what = game.machine.actOf(step, game.dealt);
    const shown = isLed || game.rung >= 2 ? easyOf(step) : game.rung === 1 ? game.dealt.text(step.look) : '';
    line.textContent = shown;
    line.hidden = !shown;
    if (game.mode === 'guided') {
      game.timers.push(setTimeout(function () { game.drawing.point(what); }, GLOW_MS));
    }
    if (what.kind === 'type' && (game.mode === 'guided' || game.rung >= 3)) { by('fill').hidden = false; }
    if (game.rung >= 3) { game.drawing.point(what); }
  }

  function write(part, text) {
    game.drawing.kept[part.id] = text;
    const input = by('p-' + part.id);
    if (input) { input.value = text; }
  }

  // What was typed is judged here and stays here; only its class goes into the log.
  function typed(part, text) {
    const real = M.looksReal(text, part, Object.keys(game.dealt.values).map(function (name) { return game.dealt.values[name]; }));
    if (real) {
      write(part, '');
      act({ kind: 'refused', target: part.id, value: real });
      coach(words['real_' + real]);
      return;
    }
    const value = M.classOf(part, scenario.typed, game.dealt, text);
    if (game.run.place.flags.indexOf(part.id + '.' + value) < 0) { act({ kind: 'type', target: part.id, value: value }); }
  }

  // What stands in a field, or was stopped at, counts before the button that follows, also where it has not been left yet.
  function commit() {
    game.drawing.settle();
    const field = document.activeElement;
    if (field && field.id && field.id.indexOf('p-') === 0 && field.value) {
      const part = game.machine.parts[field.id.slice(2)];
      if (part && M.TYPED.indexOf(part.kind) >= 0) { typed(part, field.value); }
    }
  }

  function openTask(isAsked) {
    const box = by('task');
    box.hidden = isAsked ? !box.hidden : false;
    by('task-text').textContent = game.dealt.text(isEasy ? scenario.task_easy : scenario.task);
    by('look').setAttribute('aria-expanded', String(!box.hidden));
    if (isAsked && !box.hidden) {
      act({ kind: 'look', target: '', value: '' });
      box.scrollIntoView({ block: 'nearest' });
    }
  }

  function closeTask() {
    by('task').hidden = true;
    by('look').setAttribute('aria-expanded', 'false');
  }

  function watch() {
    if (game.run.over || game.paused) { return; }
    const step = game.machine.nextStep(game.run.place);
    if (!step) { end(); return; }
    const what = game.machine.actOf(step, game.dealt);
    game.drawing.point(what);
    game.watching = setTimeout(function () {
      if (what.kind === 'type') { write(game.machine.parts[what.target], what.text); }
      if (what.kind === 'look') { by('task').hidden = false; }
      const wait = what.kind === 'type' ? TYPE_MS : 0;
      if (what.kind !== 'finish') { act({ kind: what.kind, target: what.target, value: what.value }); }
      if (what.kind === 'choose') { game.drawing.show(game.run.place); }
      if (what.kind === 'finish') { end(); } else { game.watching = setTimeout(watch, wait); }
    }, WATCH_MS);
  }

  // What was decided goes the way of every answer of the test: through its form.
  function handIn() {
    game.timers.forEach(clearTimeout);
    stage.hidden = true;
    by('log').value = JSON.stringify(game.log);
    by('hand-in').click();
  }

  function end() {
    const found = M.score(game.machine, game.run), isWatched = game.mode === 'watch';
    game.timers.forEach(clearTimeout);
    clearTimeout(game.watching);
    stage.hidden = true;
    document.body.classList.remove('playing');
    keep({ last: game.seed % scenario.variants.length });
    const box = by('done');
    box.hidden = false;
    by('verdict').textContent = isWatched ? words.watched
      : found.dangers.length ? words.lost : found.points >= 80 ? words.passed : found.goal ? words.reached : words.unfinished;
    by('points').textContent = isWatched ? '' : fill(words.points, { n: found.points });
    list('checks-done', isWatched ? [] : scenario.checks.filter(function (each) { return found.checks.indexOf(each.id) >= 0; }));
    list('checks-missed', isWatched ? [] : scenario.checks.filter(function (each) { return found.checks.indexOf(each.id) < 0; }));
    list('lost', scenario.dangers.filter(function (each) { return found.dangers.indexOf(each.id) >= 0; }));
    list('slips', isWatched ? [] : scenario.mistakes.filter(function (each) { return found.mistakes.indexOf(each.id) >= 0; }));
    by('verdict').focus();
    if (!isWatched) { send(found); }
  }

  function list(id, rows) {
    const host = by(id);
    host.parentNode.hidden = !rows.length;
    host.textContent = '';
    rows.forEach(function (row) { host.appendChild(make('li', '', easyOf(row))); });
  }

  function send(found) {
    const outbox = window.hocvusoOutbox;
    const saved = by('saved');
    saved.hidden = true;
    by('stored').hidden = true;
    if (!outbox) { return; }
    outbox.add({
      kind: 'scenario', content_id: scenario.id, version: scenario.version, context: game.mode, variant: String(game.seed),
      plan: main.getAttribute('data-plan'), response: { log: game.log }, hints: Math.min(found.hints, 3), ms: Math.round(now())
    }).then(function (event) {
      saved.hidden = false;
      saved.textContent = words.kept;
      return outbox.flush().then(function (results) {
        const mine = results.find(function (one) { return one.id === event.id; });
        if (mine && mine.status !== 'refused') {
          saved.textContent = words.saved;
          by('stored').hidden = false;
          by('stored').href = main.getAttribute('data-result').replace('ID', event.id);
        }
        if (mine && mine.status === 'refused') {
          saved.textContent = /^log_(copied|replayed)/.test(mine.reason) ? words.copied : words.refused;
        }
      });
    }).catch(function () { /* stays in the outbox */ });
  }

  function leave() {
    if (!game) { return; }
    game.timers.forEach(clearTimeout);
    clearTimeout(game.watching);
    stage.hidden = true;
    by('choose').hidden = false;
    document.body.classList.remove('playing');
    offer();
  }

  // What was begun and is of this version can be gone on with.
  function offer() {
    const before = kept(), button = by('resume');
    const isThere = !!(before && before.log && before.log.length && before.version === scenario.version);
    button.hidden = !isThere;
    if (!isThere) { return; }
    button.onclick = function () {
      try { begin(before.mode, before.seed, before.log); } catch (torn) { forget(); button.hidden = true; }
    };
  }

  // A finger that leaves a field for a button is already down when the field is judged: nothing may move under it.
  stage.addEventListener('pointerdown', function () { pressing = true; }, true);
  ['pointerup', 'pointercancel'].forEach(function (name) {
    document.addEventListener(name, function () {
      pressing = false;
      setTimeout(function () {
        if (!game || game.run.over) { return; }
        game.drawing.settle();
        if (stale) { show(false); }
      }, 0);
    }, true);
  });

  main.addEventListener('click', function (event) {
    const button = event.target.closest ? event.target.closest('[data-mode-of]') : null;
    if (button) { begin(button.getAttribute('data-mode-of'), seedFor(button.getAttribute('data-mode-of'))); }
  });
  stage.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || !game || game.run.over) { return; }
    const here = game.run.place.screen;
    if (!by('task').hidden) { closeTask(); by('look').focus(); }
    else if (overlies(game.machine.screens[here]) && game.machine.mayBack(here)) {
      commit();
      if (game.run.place.screen === here) { act({ kind: 'back', target: '', value: '' }); }
    }
  });
  by('look').addEventListener('click', function () { openTask(true); });
  by('task-close').addEventListener('click', function () { closeTask(); by('look').focus(); });
  by('hint').addEventListener('click', function () {
    if (game.rung >= 3) { return; }
    game.rung += 1;
    act({ kind: 'hint', target: '', value: '' });
    if (game.mode === 'guided') { game.rung = 3; }
    help();
  });
  by('fill').addEventListener('click', function () {
    const step = game.machine.nextStep(game.run.place), what = step && game.machine.actOf(step, game.dealt);
    if (what && what.kind === 'type') { write(game.machine.parts[what.target], what.text); typed(game.machine.parts[what.target], what.text); }
  });
  by('finish').addEventListener('click', function () { commit(); act({ kind: 'finish', target: '', value: '' }); });
  by('leave').addEventListener('click', leave);
  by('pause').addEventListener('click', function () {
    game.paused = !game.paused;
    this.textContent = game.paused ? words.go : words.pause;
    clearTimeout(game.watching);
    if (!game.paused) { watch(); }
  });
  if (isShort) {
    begin('alone', seedFor('alone'));
    by('answer').addEventListener('refused', function () { by('log').value = ''; begin('alone', seedFor('alone')); });
    return;
  }
  by('choose').hidden = false;
  offer();
}());
