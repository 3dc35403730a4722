/* Draws one screen of a scenario: each kind of part as a person knows it from a phone, by plain elements that a keyboard
   and a screen reader can use. Says what was done by `on`; knows neither rules nor points. ES2017. */
(function () {
  'use strict';
  const HOLD_MS = 600;

  function make(name, className, text) {
    const made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  // Two lines in one thing: what it is, and small print below.
  function worded(host, part, say) {
    host.appendChild(make('span', 'p-text', say(part.text)));
    if (part.note) { host.appendChild(make('small', '', say(part.note))); }
    return host;
  }

  // Signs of a home screen; without one the first letter stands there.
  const SIGNS = {
    bank: 'M3 10l9-6 9 6M5 10v8M10 10v8M14 10v8M19 10v8M3 20h18', camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 10a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
    chat: 'M4 5h16v11H9l-5 4z', store: 'M4 9l1-5h14l1 5M5 9v11h14V9M9 20v-6h6v6', card: 'M3 6h18v12H3zM3 10h18',
    globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c4 4 4 14 0 18M12 3c-4 4-4 14 0 18', mail: 'M3 6h18v12H3zM3 7l9 6 9-6',
    photo: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4', wifi: 'M3 9c5-5 13-5 18 0M6 13c4-4 8-4 12 0M10 17c1-1 3-1 4 0M12 20v.1',
    phone: 'M6 3h4l1 5-2 2c1 2 3 4 5 5l2-2 5 1v4c-9 2-17-6-15-15', lock: 'M5 11h14v10H5zM8 11V7c0-5 8-5 8 0v4',
    settings: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v4M12 18v4M2 12h4M18 12h4M5 5l3 3M16 16l3 3M19 5l-3 3M8 16l-3 3',
    paper: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h4'
  };

  function sign(host, path, size, className) {
    const space = 'http://www.w3.org/2000/svg', drawn = document.createElementNS(space, 'svg'), line = document.createElementNS(space, 'path');
    drawn.setAttribute('viewBox', '0 0 ' + (size || 24) + ' ' + (size || 24));
    drawn.setAttribute('class', className || 'p-sign');
    line.setAttribute('d', path);
    drawn.appendChild(line);
    host.appendChild(drawn);
  }

  // Looks like a QR code, another one for other words, and holds nothing that a camera could read.
  const CELLS = 21, CORNER = 7;
  function square(host, text) {
    const eye = function (x, y) { return 'M' + x + ' ' + y + 'h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z'; };
    let path = eye(0, 0) + eye(CELLS - CORNER, 0) + eye(0, CELLS - CORNER), seed = 7;
    Array.from(text).forEach(function (letter) { seed = (seed * 31 + letter.codePointAt(0)) % 4294967296; });
    for (let cell = 0; cell < CELLS * CELLS; cell += 1) {
      const x = cell % CELLS, y = (cell - x) / CELLS;
      const isEye = (x <= CORNER || x >= CELLS - CORNER - 1) && y <= CORNER || x <= CORNER && y >= CELLS - CORNER - 1;
      seed = (seed * 1664525 + 1013904223) % 4294967296;
      if (!isEye && seed > 2147483648) { path += 'M' + x + ' ' + y + 'h1v1h-1z'; }
    }
    sign(host, path, CELLS, 'p-square');
  }

  function tile(host, text, icon) {
    const mark = make('span', 'p-tile', SIGNS[icon] ? '' : text.slice(0, 1));
    if (SIGNS[icon]) { sign(mark, SIGNS[icon]); }
    mark.setAttribute('aria-hidden', 'true');
    host.insertBefore(mark, host.firstChild);
  }

  function table(text) {
    const made = make('table', 'p-table');
    text.split('\n').forEach(function (line, number) {
      const row = make('tr');
      line.split('|').forEach(function (cell) { row.appendChild(make(number ? 'td' : 'th', '', cell.trim())); });
      made.appendChild(row);
    });
    return made;
  }

  // A question or a drawer over another screen: Escape leaves it, and focus goes back to what opened it.
  function overlies(screen) { return screen.kind === 'dialog' || screen.kind === 'sheet'; }

  // What of a part takes the focus.
  Drawing.prototype.focusOf = function (id) {
    const node = this.host.querySelector('[data-part="' + id + '"]');
    return !node || node.tagName === 'BUTTON' ? node : node.querySelector('button,input,textarea');
  };

  function Drawing(host, machine, dealt, words, on) {
    this.host = host;
    this.machine = machine;
    this.dealt = dealt;
    this.words = words;
    this.on = on; // {tap, hold, typed, choose, back, left}
    this.kept = {}; // what stands in the fields, on this phone only
    this.passed = null; // a choice at which the arrow keys have stopped
  }

  Drawing.prototype.say = function (text) { return this.dealt.text(text); };

  Drawing.prototype.button = function (part, className) {
    const self = this;
    const isLive = this.machine.isLive(part);
    const made = make(isLive ? 'button' : 'div', className);
    if (isLive) {
      made.type = 'button';
      made.addEventListener('click', function () {
        if (made.getAttribute('data-held')) { made.removeAttribute('data-held'); return; }
        self.on.tap(part);
      });
    }
    if (this.machine.mayHold(part)) { this.holdable(made, part); }
    return made;
  };

  // A long press, and beside it a button for whoever cannot press long.
  Drawing.prototype.holdable = function (made, part) {
    const self = this;
    let timer = 0;
    made.addEventListener('pointerdown', function () {
      timer = setTimeout(function () { made.setAttribute('data-held', '1'); self.on.hold(part); }, HOLD_MS);
    });
    ['pointerup', 'pointerleave', 'pointercancel'].forEach(function (name) {
      made.addEventListener(name, function () { clearTimeout(timer); });
    });
    made.addEventListener('contextmenu', function (event) { event.preventDefault(); });
  };

  Drawing.prototype.holdButton = function (part) {
    const self = this;
    const made = make('button', 'p-hold', this.words.hold);
    made.type = 'button';
    made.setAttribute('aria-label', this.words.hold + ': ' + this.say(part.text));
    made.addEventListener('click', function () { self.on.hold(part); });
    return made;
  };

  Drawing.prototype.field = function (part) {
    const self = this;
    const made = make('label', 'p-field');
    const input = make(part.kind === 'area' ? 'textarea' : 'input');
    const id = 'p-' + part.id;
    input.id = id;
    made.htmlFor = id;
    worded(made, part, this.say.bind(this));
    if (part.kind !== 'area') { input.type = 'text'; }
    const modes = { number: 'numeric', money: 'numeric', email: 'email', phone: 'tel' };
    input.setAttribute('inputmode', modes[part.keyboard] || (part.kind === 'number' || part.kind === 'code' ? 'numeric' : 'text'));
    ['autocomplete', 'autocorrect', 'autocapitalize'].forEach(function (name) { input.setAttribute(name, 'off'); });
    input.spellcheck = false;
    input.value = this.kept[part.id] || '';
    input.addEventListener('input', function () { self.kept[part.id] = input.value; });
    input.addEventListener('change', function () { self.on.typed(part, input.value); });
    made.appendChild(input);
    return made;
  };

  Drawing.prototype.choice = function (part, place) {
    const self = this;
    const made = make('fieldset', 'p-choice');
    let isPassing = false; // arrow keys choose as they go; a finger, a mouse and the space bar mean what they choose
    made.addEventListener('pointerdown', function () { isPassing = false; });
    made.addEventListener('keydown', function (event) {
      isPassing = event.key.indexOf('Arrow') === 0;
      if (['Enter', ' ', 'Tab'].indexOf(event.key) < 0) { return; }
      const screen = self.host.firstChild;
      self.settle();
      if (self.host.firstChild !== screen) { event.preventDefault(); }
    });
    made.addEventListener('focusout', function (event) { if (!made.contains(event.relatedTarget)) { self.on.left(); } });
    made.appendChild(make('legend', '', this.say(part.text)));
    const options = this.machine.scenario.options.filter(function (each) { return each.part === part.id; });
    window.hocvusoMachine.shuffled(options, this.dealt, part.id).forEach(function (option) {
      const row = make('label', 'p-option'), input = make('input');
      input.type = 'radio';
      input.name = 'p-' + part.id;
      input.value = option.id;
      input.checked = place.flags.indexOf(part.id + '.' + option.id) >= 0;
      input.addEventListener('change', function () {
        self.passed = { part: part, value: option.id };
        if (!isPassing) { self.settle(); }
      });
      row.appendChild(input);
      row.appendChild(make('span', '', self.say(option.text)));
      made.appendChild(row);
    });
    return made;
  };

  // What the arrow keys stopped at counts once it is confirmed or left; those that they passed do not.
  Drawing.prototype.settle = function () {
    const passed = this.passed;
    this.passed = null;
    if (passed) { this.on.choose(passed.part, passed.value); }
  };

  Drawing.prototype.switched = function (part, place) {
    const made = this.button(part, 'p-switch');
    made.setAttribute('role', 'switch');
    worded(made, part, this.say.bind(this));
    made.appendChild(make('span', 'p-knob'));
    this.turned(made, part, place);
    return made;
  };

  Drawing.prototype.turned = function (node, part, place) {
    const isOn = place.flags.indexOf(part.id + '.on') >= 0;
    const button = node.querySelector('[role=switch]') || node;
    button.setAttribute('aria-checked', String(isOn));
    button.querySelector('.p-knob').textContent = isOn ? this.words.on : this.words.off;
  };

  Drawing.prototype.message = function (part) {
    const made = this.button(part, 'p-msg ' + (part.side || 'them'));
    const say = this.say(part.text);
    if (part.note) { made.appendChild(make('small', '', this.say(part.note))); }
    if (part.icon === 'qr' || part.icon === 'photo') { // a picture inside the message; its words tell what is on it
      const shown = make('span', 'p-image ' + part.icon);
      shown.setAttribute('aria-hidden', 'true');
      if (part.icon === 'qr') { square(shown, say); } else { sign(shown, SIGNS.photo, 24, 'p-drawn'); }
      made.appendChild(shown);
    }
    made.appendChild(make('span', 'p-text', this.dealt.variant.marks === false ? window.hocvusoMachine.withoutMarks(say) : say));
    return made;
  };

  Drawing.prototype.picture = function (part) {
    const made = this.button(part, 'p-' + part.kind);
    const mark = make('span', 'p-image');
    mark.setAttribute('aria-hidden', 'true');
    if (part.kind === 'face') { mark.textContent = this.say(part.text).slice(0, 1); }
    else if (part.kind === 'qr' || part.icon === 'qr') { square(mark, this.say(part.text)); }
    else if (part.kind === 'picture') { sign(mark, SIGNS[part.icon] || SIGNS.photo, 24, 'p-drawn'); }
    made.appendChild(mark);
    return part.text ? worded(made, part, this.say.bind(this)) : made;
  };

  Drawing.prototype.part = function (part, place) {
    const machine = window.hocvusoMachine, say = this.say.bind(this);
    if (machine.TYPED.indexOf(part.kind) >= 0) { return this.field(part); }
    if (part.kind === 'choice') { return this.choice(part, place); }
    if (part.kind === 'switch') { return this.switched(part, place); }
    if (part.kind === 'message') { return this.message(part); }
    if (['picture', 'face', 'qr', 'camera'].indexOf(part.kind) >= 0) { return this.picture(part); }
    if (part.kind === 'table') { return table(say(part.text)); }
    const made = worded(this.button(part, 'p-' + part.kind + (part.main ? ' main' : '')), part, say);
    if (part.kind === 'icon' || part.kind === 'file') { tile(made, say(part.text), part.icon); }
    if (part.kind === 'alert' || part.kind === 'notice') { made.setAttribute('role', 'status'); }
    return made;
  };

  // On the same screen only what came or went is touched: focus, and a finger that is still on a button, stay.
  Drawing.prototype.refresh = function (place) {
    const self = this, body = this.host.querySelector('.p-body'), shown = {};
    let before = body.firstChild;
    this.machine.visible(place).forEach(function (part) {
      shown[part.id] = true;
      let node = body.querySelector('[data-part="' + part.id + '"]');
      if (!node) {
        node = self.drawn(part, place);
        body.insertBefore(node, before);
      } else if (part.kind === 'switch') {
        self.turned(node, part, place);
      } else if (part.kind === 'choice' && !(self.passed && self.passed.part === part)) {
        Array.from(node.querySelectorAll('input')).forEach(function (input) {
          input.checked = place.flags.indexOf(part.id + '.' + input.value) >= 0;
        });
      }
      before = node.nextSibling;
    });
    Array.from(body.children).forEach(function (node) {
      if (!shown[node.getAttribute('data-part')]) { body.removeChild(node); }
    });
  };

  // One part in a row of its own, with the button that stands for a long press.
  Drawing.prototype.drawn = function (part, place) {
    const drawn = this.part(part, place), holds = this.machine.mayHold(part);
    const host = holds ? make('div', 'p-pair') : drawn;
    if (holds) {
      host.appendChild(drawn);
      host.appendChild(this.holdButton(part));
    }
    host.setAttribute('data-part', part.id);
    return host;
  };

  // Draws the whole screen; returns its heading, to which the focus goes when the screen is another one.
  Drawing.prototype.show = function (place) {
    const self = this, screen = this.machine.screens[place.screen];
    const made = make('div', 'screen k-' + (screen.kind || 'app'));
    made.setAttribute('data-skin', this.dealt.variant.skin || 'leaf');
    made.setAttribute('data-layout', this.dealt.variant.layout || 'new');
    const bar = make('div', 'p-bar');
    if (this.machine.mayBack(place.screen)) {
      const back = make('button', 'p-back', '‹');
      back.type = 'button';
      back.setAttribute('aria-label', this.words.back);
      back.setAttribute('data-act', 'back');
      back.addEventListener('click', function () { self.on.back(); });
      bar.appendChild(back);
    }
    const title = make('h2', 'p-title', this.say(screen.title));
    title.tabIndex = -1;
    if (overlies(screen)) {
      title.id = 'p-title';
      made.setAttribute('role', 'dialog');
      made.setAttribute('aria-labelledby', 'p-title');
    }
    const named = make('div', 'p-named');
    if (screen.app) { named.appendChild(make('small', '', this.say(screen.app))); }
    named.appendChild(title);
    bar.appendChild(named);
    made.appendChild(bar);
    const body = make('div', 'p-body');
    this.machine.visible(place).forEach(function (part) {
      body.appendChild(self.drawn(part, place));
    });
    made.appendChild(body);
    this.passed = null;
    this.host.textContent = '';
    this.host.appendChild(made);
    return title;
  };

  // Shows where to act: the third rung of help.
  Drawing.prototype.point = function (act) {
    const old = this.host.querySelector('.glow');
    if (old) { old.classList.remove('glow'); }
    if (!act) { return; }
    const part = act.kind === 'back' ? this.host.querySelector('[data-act=back]')
      : act.target ? this.host.querySelector('[data-part="' + act.target + '"]') : null;
    if (!part) { return; }
    part.classList.add('glow');
    part.scrollIntoView({ block: 'center' });
  };

  window.hocvusoDrawing = { Drawing: Drawing, make: make, overlies: overlies };
}());
