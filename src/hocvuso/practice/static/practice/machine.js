/* What a scenario means, on the phone: the same as core/scenario, word for word; a test walks both and compares.
   Knows no page, no time and no network. ES2017. */
(function () {
  'use strict';
  const TYPED = ['field', 'number', 'code', 'area'];
  const TAPPED = ['button', 'row', 'link', 'icon', 'message', 'notice', 'file', 'address', 'picture', 'text', 'face', 'qr'];
  const OTHER = 'other';
  const GOAL = 50, CLEAN = 20, DETOUR = 5, CAP = 40;
  const NEAR = 2;

  // Chance that a server repeats: core/draw.py.
  function mix(word) {
    const state = (Math.imul(word, 747796405) + 2891336453) >>> 0;
    const scrambled = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737) >>> 0;
    return ((scrambled >>> 22) ^ scrambled) >>> 0;
  }

  function fnv(text) {
    let key = 2166136261;
    for (let i = 0; i < text.length; i += 1) { key = Math.imul(key ^ text.charCodeAt(i), 16777619) >>> 0; }
    return key;
  }

  function lane(key, name) { return mix((key ^ mix((fnv(name) + 0x9E3779B9) >>> 0)) >>> 0); }
  function below(key, size, number) { return Math.floor(mix((key ^ mix(number >>> 0)) >>> 0) / 4294967296 * size); }

  // Which variant a seed means, and the names and amounts it deals: core/scenario/variants.py.
  function deal(scenario, seed) {
    const place = seed % scenario.variants.length;
    const variant = scenario.variants[place];
    const key = mix((fnv(scenario.id) ^ mix(seed)) >>> 0);
    const drawn = {}, values = {};
    (scenario.values || []).forEach(function (value) {
      if (value.flag && (variant.flags || []).indexOf(value.flag) < 0) { return; }
      const size = value.of.length;
      if (!value.along) { drawn[value.id] = below(lane(key, value.id), size, 0); }
      else if (value.along === 'variant') { drawn[value.id] = place % size; }
      else { drawn[value.id] = (drawn[value.along] || 0) % size; }
      values[value.id] = value.of[drawn[value.id]];
    });
    return {
      seed: seed, variant: variant, values: values, key: key,
      text: function (text) {
        return (text || '').replace(/\{([a-z0-9-]+)\}/g, function (whole, name) {
          return Object.prototype.hasOwnProperty.call(values, name) ? values[name] : whole;
        });
      }
    };
  }

  function withoutMarks(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  }

  // An order for the options of a choice, other in each variant; only looks, nothing depends on it.
  function shuffled(rows, dealt, name) {
    const key = lane(dealt.key, name), order = rows.slice();
    for (let i = order.length - 1; i > 0; i -= 1) {
      const other = below(key, i + 1, i), kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  // What was typed becomes a class: core/scenario/typing.py.
  function tidy(text, digits) {
    if (digits) { return text.replace(/[^0-9]/g, ''); }
    return text.normalize('NFC').split(/\s+/).filter(Boolean).join(' ').toLowerCase();
  }

  function lettersOf(text) {
    return Array.from(text).filter(function (each) { return each.toLowerCase() !== each.toUpperCase(); }).join('');
  }

  const SHAPES = {
    'empty': function (text) { return !text.trim(); },
    'blank-inside': function (text) { return text.trim().indexOf(' ') >= 0; },
    'marks': function (text) { return /[\u0300-\u036fđĐ]/.test(text.normalize('NFD')); },
    'capitals': function (text) {
      const letters = lettersOf(text);
      return Array.from(letters).length > 3 && letters === letters.toUpperCase();
    },
    'digits': function (text) { return /^[0-9]+$/.test(text.trim()); },
    'letters': function (text) { return lettersOf(text) !== ''; },
    'date': function (text) { return /^[0-3]?[0-9][/.\-][01]?[0-9][/.\-](?:19|20)[0-9][0-9]$/.test(text.trim()); }
  };

  function fits(typed, part, dealt, text) {
    const digits = part.kind === 'number' || part.kind === 'code';
    const given = tidy(text, digits), size = Array.from(given).length;
    function all(texts) { return (texts || []).map(function (each) { return tidy(dealt.text(each), digits); }); }
    if (typed.same && all(typed.same).indexOf(given) < 0) { return false; }
    if (!all(typed.has).every(function (each) { return given.indexOf(each) >= 0; })) { return false; }
    if (all(typed.lacks).some(function (each) { return given.indexOf(each) >= 0; })) { return false; }
    if ((typed.least && size < typed.least) || (typed.most && size > typed.most)) { return false; }
    return (typed.shape || []).every(function (each) { return SHAPES[each](text); });
  }

  function classOf(part, classes, dealt, text) {
    const found = (classes || []).find(function (each) { return each.part === part.id && fits(each, part, dealt, text); });
    return found ? found.id : OTHER;
  }

  function isCard(digits) {
    let total = 0;
    for (let i = 0; i < digits.length; i += 1) {
      const number = Number(digits[digits.length - 1 - i]) * (1 + i % 2);
      total += number > 9 ? number - 9 : number;
    }
    return total % 10 === 0;
  }

  function kindOf(digits) {
    const size = digits.length;
    if (digits.indexOf('0000') === 0) { return ''; }
    if ((size === 10 && digits[0] === '0') || (size === 11 && digits.slice(0, 2) === '84')) { return 'phone'; }
    if (size === 9 || size === 12) { return 'identity'; }
    return size >= 13 && size <= 19 && isCard(digits) ? 'card' : '';
  }

  function slips(one, other) {
    const row = [];
    for (let j = 0; j <= other.length; j += 1) { row.push(j); }
    for (let i = 1; i <= one.length; i += 1) {
      let before = row[0];
      row[0] = i;
      for (let j = 1; j <= other.length; j += 1) {
        const kept = row[j];
        row[j] = Math.min(row[j] + 1, row[j - 1] + 1, before + (one[i - 1] === other[j - 1] ? 0 : 1));
        before = kept;
      }
    }
    return row[other.length];
  }

  function looksReal(text, part, samples) {
    if (part.keyboard === 'money') { return ''; }
    const known = samples.map(function (each) { return tidy(each, true); });
    const runs = text.match(/[0-9](?:[ .\-]?[0-9]){8,}/g) || [];
    for (let i = 0; i < runs.length; i += 1) {
      const digits = tidy(runs[i], true), kind = kindOf(digits);
      if (kind && !known.some(function (each) { return each && slips(each, digits) <= NEAR; })) { return kind; }
    }
    return '';
  }

  // The state machine: core/scenario/machine.py. Flags are a sorted list without twins.
  function holds(needs, flags) {
    return (needs || []).every(function (each) {
      return each[0] === '!' ? flags.indexOf(each.slice(1)) < 0 : flags.indexOf(each) >= 0;
    });
  }

  function flagged(flags) { return Array.from(new Set(flags)).sort(); }
  function keyOf(place) { return place.screen + ' ' + place.flags.join(' '); }
  function impossible(reason) { const problem = new Error(reason); problem.reason = reason; return problem; }

  function Machine(scenario, variant) {
    const self = this;
    this.scenario = scenario;
    this.variant = variant;
    this.screens = {};
    this.parts = {};
    this.values = {};
    this.rules = {};
    scenario.screens.forEach(function (each) { self.screens[each.id] = each; });
    scenario.parts.forEach(function (each) { self.parts[each.id] = each; self.values[each.id] = []; });
    (scenario.typed || []).concat(scenario.options || []).forEach(function (each) { self.values[each.part].push(each.id); });
    scenario.parts.forEach(function (each) { if (TYPED.indexOf(each.kind) >= 0) { self.values[each.id].push(OTHER); } });
    (scenario.rules || []).forEach(function (each) { (self.rules[each.when] = self.rules[each.when] || []).push(each); });
    const wanted = {};
    ['parts', 'rules', 'goals', 'checks', 'steps'].forEach(function (table) {
      (scenario[table] || []).forEach(function (each) {
        (each.needs || []).forEach(function (need) { wanted[need.replace(/^!+/, '')] = true; });
      });
    });
    this.wanted = wanted;
  }

  Machine.prototype.start = function () {
    const flags = (this.scenario.starts || []).concat(this.variant.flags || [], ['layout.' + (this.variant.layout || 'new')]);
    if (this.variant.marks === false) { flags.push('marks.none'); }
    const place = this.arrive(this.scenario.start, flagged(flags)).place;
    const seen = {};
    seen[keyOf(place)] = true;
    return { place: place, seen: seen, detours: 0, mistakes: [], dangers: [], hints: 0, reached: this.isGoal(place), over: false };
  };

  Machine.prototype.visible = function (place) {
    return this.scenario.parts.filter(function (part) { return part.screen === place.screen && holds(part.needs, place.flags); });
  };

  Machine.prototype.isGoal = function (place) {
    return this.scenario.goals.every(function (goal) { return holds(goal.needs, place.flags); });
  };

  Machine.prototype.isLive = function (part) {
    return part.kind === 'switch' || (TAPPED.indexOf(part.kind) >= 0 && !!(part.go || this.rules['tap:' + part.id]));
  };

  Machine.prototype.mayHold = function (part) { return !!this.rules['hold:' + part.id]; };

  Machine.prototype.mayBack = function (screen) { return !!(this.screens[screen].back || this.rules['back:' + screen]); };

  Machine.prototype.demand = function (place, act) {
    if (act.kind === 'look') { return; }
    if (act.kind === 'back') { if (this.mayBack(place.screen)) { return; } throw impossible('screen'); }
    if (act.kind === 'read') { if (this.screens[place.screen].read_after) { return; } throw impossible('screen'); }
    if (['tap', 'hold', 'type', 'choose'].indexOf(act.kind) < 0) { throw impossible('kind'); }
    const part = this.parts[act.target];
    if (!part) { throw impossible('part'); }
    if (part.screen !== place.screen) { throw impossible('screen'); }
    if (!holds(part.needs, place.flags)) { throw impossible('hidden'); }
    const has = this.values[part.id].indexOf(act.value) >= 0;
    const may = act.kind === 'tap' ? this.isLive(part) && !act.value
      : act.kind === 'hold' ? this.mayHold(part) && !act.value
        : act.kind === 'type' ? TYPED.indexOf(part.kind) >= 0 && has : part.kind === 'choice' && has;
    if (!may) { throw impossible('value'); }
  };

  Machine.prototype.outcome = function (place, act) {
    this.demand(place, act);
    const part = this.parts[act.target];
    let flags = part ? noted(part, act, place.flags) : place.flags;
    const rule = this.rule(place.screen, act, flags);
    let go = act.kind === 'back' ? this.screens[place.screen].back : act.kind === 'tap' ? part.go : '';
    if (rule) {
      flags = changed(flags, rule);
      go = rule.go || (rule.coach || rule.danger ? '' : go);
    }
    const there = go ? this.arrive(go, flags) : { place: { screen: place.screen, flags: flags }, coach: '', went: false };
    if (rule) { there.coach = rule.coach || there.coach; }
    there.danger = (rule && rule.danger) || '';
    return there;
  };

  function changed(flags, rule) {
    const clear = rule.clear || [];
    return flagged(flags.filter(function (each) { return clear.indexOf(each) < 0; }).concat(rule.set || []));
  }

  function noted(part, act, flags) {
    if (act.kind === 'type' || act.kind === 'choose') {
      return flagged(flags.filter(function (each) { return each.indexOf(part.id + '.') !== 0; }).concat([part.id + '.' + act.value]));
    }
    if (act.kind === 'tap' && part.kind === 'switch') {
      const on = part.id + '.on';
      return flags.indexOf(on) < 0 ? flagged(flags.concat([on])) : flags.filter(function (each) { return each !== on; });
    }
    return flags;
  }

  Machine.prototype.rule = function (screen, act, flags) {
    const name = act.kind + ':' + (act.target || screen);
    const keys = act.value ? [name + '=' + act.value, name] : [name];
    for (let i = 0; i < keys.length; i += 1) {
      const found = (this.rules[keys[i]] || []).find(function (rule) { return holds(rule.needs, flags); });
      if (found) { return found; }
    }
    return null;
  };

  Machine.prototype.arrive = function (screen, flags) {
    const seen = 'seen.' + screen;
    const here = this.wanted[seen] ? flagged(flags.concat([seen])) : flags;
    const rule = (this.rules['open:' + screen] || []).find(function (each) { return holds(each.needs, here); });
    return { place: { screen: screen, flags: rule ? changed(here, rule) : here }, coach: (rule && rule.coach) || '', went: true };
  };

  Machine.prototype.after = function (run, act) {
    if (run.over) { throw impossible('over'); }
    const next = Object.assign({}, run);
    if (act.kind === 'hint') { next.hints += 1; return next; }
    if (act.kind === 'finish') { next.over = true; return next; }
    if (act.kind === 'refused') {
      const part = this.parts[act.target];
      if (!part || part.screen !== run.place.screen || TYPED.indexOf(part.kind) < 0 || !holds(part.needs, run.place.flags)) {
        throw impossible('hidden');
      }
      return next;
    }
    const out = this.outcome(run.place, act), key = keyOf(out.place);
    next.place = out.place;
    if (out.went && !out.coach && !out.danger && run.seen[key]) { next.detours += 1; }
    next.seen = Object.assign({}, run.seen);
    next.seen[key] = true;
    if (out.coach) { next.mistakes = run.mistakes.concat([out.coach]); }
    if (out.danger) { next.dangers = run.dangers.concat([out.danger]); }
    next.reached = run.reached || this.isGoal(out.place);
    next.over = !!this.screens[out.place.screen].ends
      || !!(this.scenario.at_once && (next.reached || out.coach || out.danger)); // a short form is one decision
    return next;
  };

  Machine.prototype.nextStep = function (place) {
    return (this.scenario.steps || []).find(function (step) {
      return step.screen === place.screen && holds(step.needs, place.flags);
    }) || null;
  };

  // The act that a step names, and what is to be typed for it.
  Machine.prototype.actOf = function (step, dealt) {
    const found = /^([a-z]+)(?::([^=]+)(?:=(.+))?)?$/.exec(step.do);
    const act = { kind: found[1], target: found[2] || '', value: found[3] || '' };
    if (act.kind === 'type') {
      const part = this.parts[act.target];
      const typed = (this.scenario.typed || []).find(function (each) { return each.part === part.id && each.id === act.value; });
      act.text = dealt.text(typed && typed.same ? typed.same[0] : part.sample);
      if (!act.value) { act.value = classOf(part, this.scenario.typed, dealt, act.text); }
    }
    return act;
  };

  // The points: core/scenario/scoring.py.
  function score(machine, run) {
    const done = machine.scenario.checks.filter(function (check) {
      const isOnlyNot = check.needs.every(function (each) { return each[0] === '!'; });
      return holds(check.needs, run.place.flags) && (run.reached || !isOnlyNot);
    });
    const clean = run.reached ? Math.max(0, CLEAN - DETOUR * (run.detours + run.mistakes.length)) : 0;
    const work = (run.reached ? GOAL : 0) + done.reduce(function (sum, each) { return sum + each.weight; }, 0) + clean;
    return {
      points: run.dangers.length ? Math.min(work, CAP) : work, work: work, goal: run.reached,
      checks: done.map(function (each) { return each.id; }), clean: clean, detours: run.detours,
      mistakes: run.mistakes, dangers: run.dangers, hints: run.hints
    };
  }

  window.hocvusoMachine = {
    TYPED: TYPED, Machine: Machine, deal: deal, classOf: classOf, looksReal: looksReal, shuffled: shuffled, score: score,
    withoutMarks: withoutMarks
  };
}());
