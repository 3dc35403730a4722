/* The outbox: an answer is written down on the phone first and leaves only when the server has confirmed it.
   Ids are made here, so sending twice counts once. ES2017. */
(function () {
  'use strict';
  if (!window.indexedDB || !window.fetch || !window.crypto) { return; }
  const DOOR = '/api/v1/events';
  const MOST = 50;
  const WAITS_MS = [5000, 15000, 60000, 300000];
  const chip = document.getElementById('outbox');
  const person = document.body.getAttribute('data-person') || '';
  // The page that is shown without a link names nobody, whoever is signed in.
  const isForAnybody = document.body.hasAttribute('data-anybody');
  let tries = 0;
  let timer = 0;
  let running = null;

  function uuid7() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let at = Date.now();
    for (let i = 5; i >= 0; i -= 1) { bytes[i] = at % 256; at = Math.floor(at / 256); }
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join('');
    return hex.slice(0, 8) + '-' + hex.slice(8, 12) + '-' + hex.slice(12, 16) + '-' + hex.slice(16, 20) + '-' + hex.slice(20);
  }

  let opened = null;
  function database() {
    if (!opened) {
      opened = new Promise(function (done, fail) {
        const asked = indexedDB.open('hocvuso', 1);
        asked.onupgradeneeded = function () {
          asked.result.createObjectStore('events', { keyPath: 'id' });
          asked.result.createObjectStore('meta', { keyPath: 'key' });
        };
        asked.onsuccess = function () { done(asked.result); };
        asked.onerror = function () { fail(asked.error); };
      });
    }
    return opened;
  }

  // Runs `act(events, meta)` in one transaction; resolves when it is on the disk.
  function inOne(mode, act) {
    return database().then(function (db) {
      return new Promise(function (done, fail) {
        const work = db.transaction(['events', 'meta'], mode);
        let result;
        work.oncomplete = function () { done(result && result.value); };
        work.onabort = work.onerror = function () { fail(work.error || new Error('aborted')); };
        result = act(work.objectStore('events'), work.objectStore('meta'));
      });
    });
  }

  function add(event) {
    return inOne('readwrite', function (events, meta) {
      const result = { value: null };
      const asked = meta.get('device');
      asked.onsuccess = function () {
        const device = asked.result || { key: 'device', id: uuid7(), counter: 0 };
        device.counter += 1;
        meta.put(device);
        const whole = Object.assign({ id: uuid7(), client_at: new Date().toISOString() }, event, {
          device: device.id, counter: device.counter, person: person || null, state: 'waiting'
        });
        events.put(whole);
        result.value = whole;
      };
      return result;
    }).then(function (whole) { show(); return whole; });
  }

  function isOthers(one) { return one.person && one.person !== person ? 1 : 0; }

  // What may leave from this page, oldest first. Where nobody has begun, only what belongs to nobody; what another
  // person of this phone answered comes last, for the server may say that it waits for him.
  function waiting() {
    return inOne('readonly', function (events) {
      const result = { value: [] };
      events.getAll().onsuccess = function (event) {
        result.value = event.target.result.filter(function (one) {
          return one.state === 'waiting' && (person || isForAnybody || !one.person);
        }).sort(function (a, b) { return isOthers(a) - isOthers(b) || a.counter - b.counter; });
      };
      return result;
    });
  }

  function settle(results) {
    return inOne('readwrite', function (events, meta) {
      const asked = meta.get('sent');
      asked.onsuccess = function () {
        const day = new Date().toDateString();
        let sent = asked.result;
        if (!sent || sent.day !== day) { sent = { key: 'sent', day: day, count: 0 }; }
        results.forEach(function (one) {
          if (one.status === 'stored' || one.status === 'duplicate') {
            // Another tab may have sent it too: only whoever still finds it here counts it.
            events.get(one.id).onsuccess = function (event) {
              if (event.target.result) { sent.count += 1; meta.put(sent); }
              events.delete(one.id);
            };
          } else if (one.reason !== 'other_person') {
            // Kept, so that nothing disappears silently; it would be refused again, so it is not sent again.
            events.get(one.id).onsuccess = function (event) {
              const whole = event.target.result;
              if (whole) { whole.state = 'refused'; whole.reason = one.reason; events.put(whole); }
            };
          }
        });
        meta.put(sent);
      };
      return { value: null };
    });
  }

  async function send() {
    const all = await waiting();
    if (!all.length) { return []; }
    const batch = all.slice(0, MOST).map(function (one) {
      const event = Object.assign({}, one);
      delete event.state;
      return event;
    });
    const response = await fetch(DOOR, {
      method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ events: batch })
    });
    if (!response.ok) { throw new Error('status ' + response.status); }
    const reply = await response.json();
    await settle(reply.results);
    const rest = all.length > MOST && reply.results.some(function (one) { return one.status !== 'refused'; });
    return rest ? reply.results.concat(await send()) : reply.results;
  }

  // Sends what waits; one sending at a time, and what was added meanwhile goes with the next one. Resolves with the
  // results, rejects when there is no link.
  function flush() {
    if (running) { return running.then(flush, flush); }
    running = send().then(function (results) {
      running = null; tries = 0; show();
      return results;
    }, function (lost) {
      running = null; show();
      clearTimeout(timer);
      timer = setTimeout(function () { flush().catch(function () {}); }, WAITS_MS[Math.min(tries, 3)]);
      tries += 1;
      throw lost;
    });
    return running;
  }

  function words(name, values) {
    return (chip.getAttribute('data-' + name) || '').replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
  }

  function show() {
    if (!chip) { return Promise.resolve(); }
    return inOne('readonly', function (events, meta) {
      const result = { value: { left: 0, sent: 0 } };
      events.getAll().onsuccess = function (event) {
        result.value.left = event.target.result.filter(function (one) { return one.state === 'waiting'; }).length;
      };
      meta.get('sent').onsuccess = function (event) {
        const sent = event.target.result;
        if (sent && sent.day === new Date().toDateString()) { result.value.sent = sent.count; }
      };
      return result;
    }).then(function (count) {
      const leaving = document.getElementById('waiting');
      if (leaving && count.left) {
        leaving.hidden = false;
        leaving.textContent = leaving.getAttribute('data-waiting-text').replace('{n}', count.left);
      }
      // A visitor who has not begun is told only of what still waits here.
      if (!count.left && !(count.sent && (person || isForAnybody))) { chip.hidden = true; return; }
      chip.hidden = false;
      chip.className = 'chip ' + (count.left ? 'wait' : 'sent');
      chip.textContent = count.left ? words('wait', { n: count.left })
        : words('sent', { n: count.sent, m: count.sent });
      if (!count.left && chip.hasAttribute('data-brief')) { brief(chip.textContent); }
    }).catch(function () {});
  }

  // Beside the way back there is room for "13/13" only; the words before it are read aloud all the same.
  function brief(text) {
    const cut = text.search(/\d/);
    const spoken = document.createElement('span');
    spoken.className = 'vh';
    spoken.textContent = text.slice(0, cut);
    chip.textContent = text.slice(cut);
    chip.insertBefore(spoken, chip.firstChild);
  }

  function full() {
    if (!chip) { return; }
    chip.hidden = false;
    chip.className = 'chip fail';
    chip.textContent = words('full', {});
  }

  // What one page has put in and the server has not taken, oldest first; what was refused is among it.
  function kept(kind, content) {
    return inOne('readonly', function (events) {
      const result = { value: [] };
      events.getAll().onsuccess = function (event) {
        result.value = event.target.result.filter(function (one) {
          return one.kind === kind && one.content_id === content && !isOthers(one);
        }).sort(function (a, b) { return a.counter - b.counter; });
      };
      return result;
    });
  }

  // Its owner has read why it was refused, or took it back.
  function drop(id) {
    return inOne('readwrite', function (events) { events.delete(id); return { value: null }; }).then(show);
  }

  window.hocvusoOutbox = { newId: uuid7, add: add, flush: flush, full: full, waiting: waiting, kept: kept, drop: drop };
  window.addEventListener('online', function () { flush().catch(function () {}); });
  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'visible') { flush().catch(function () {}); }
  });
  show();
  flush().catch(function () {});
}());
