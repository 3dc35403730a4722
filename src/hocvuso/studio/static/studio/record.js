/* Records a sentence in the browser and sends it like a chosen file; only the row of that sentence is drawn anew.
   Without it, or without a microphone, a file is chosen. ES2017. */
(function () {
  'use strict';
  const how = document.getElementById('how');
  if (!how || !window.MediaRecorder || !navigator.mediaDevices || !window.fetch || !window.DOMParser) { return; }
  const KINDS = ['audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm;codecs=opus'];
  const LONGEST_MS = 120000;
  const word = function (name) { return how.getAttribute('data-' + name); };
  let running = null;

  function tell(row, text) {
    let line = row.querySelector('.err.mine');
    if (!line) {
      line = document.createElement('p');
      line.className = 'err mine';
      line.setAttribute('role', 'alert');
      row.appendChild(line);
    }
    line.textContent = text;
  }

  function send(row, form, file) {
    const body = new FormData(form);
    body.set('tep', file, 'take');
    row.setAttribute('aria-busy', 'true');
    return fetch(form.action, { method: 'POST', body: body, credentials: 'same-origin' }).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      const page = new DOMParser().parseFromString(text, 'text/html');
      const fresh = page.getElementById(row.id);
      if (!fresh) { throw new Error('no row'); }
      const mine = document.importNode(fresh, true);
      row.replaceWith(mine);
      const tally = page.getElementById('tally');
      if (tally) { document.getElementById('tally').replaceWith(document.importNode(tally, true)); }
      offer(mine);
      const next = mine.querySelector('.rec');
      if (next) { next.focus(); }
    }).catch(function () {
      // What was read is not lost while the page is open: the same button sends it again.
      row.removeAttribute('aria-busy');
      tell(row, word('lost'));
      const again = form.querySelector('.bt').cloneNode(true);
      again.type = 'button';
      again.addEventListener('click', function () { again.remove(); send(row, form, file); });
      row.appendChild(again);
    });
  }

  function begin(row, form, button) {
    if (running) { running.stop(); return; }
    button.disabled = true;
    navigator.mediaDevices.getUserMedia({ audio: true }).then(function (stream) {
      const kind = KINDS.filter(function (one) { return MediaRecorder.isTypeSupported(one); })[0];
      const recorder = new MediaRecorder(stream, kind ? { mimeType: kind } : {});
      const parts = [];
      const label = button.textContent;
      recorder.ondataavailable = function (event) { if (event.data.size) { parts.push(event.data); } };
      recorder.onstop = function () {
        running = null;
        stream.getTracks().forEach(function (track) { track.stop(); });
        button.textContent = label;
        button.classList.remove('on');
        send(row, form, new Blob(parts, { type: recorder.mimeType }));
      };
      recorder.start();
      running = recorder;
      setTimeout(function () { if (running === recorder) { recorder.stop(); } }, LONGEST_MS);
      button.disabled = false;
      button.textContent = word('stop');
      button.classList.add('on');
    }).catch(function () {
      button.disabled = false;
      tell(row, word('refused'));
      const file = row.querySelector('details');
      if (file) { file.open = true; }
    });
  }

  function offer(row) {
    const form = row.querySelector('form[data-take]');
    if (!form) { return; }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'bt rec';
    button.textContent = word(row.querySelector('audio') ? 'again' : 'record');
    button.addEventListener('click', function () { begin(row, form, button); });
    row.insertBefore(button, row.querySelector('details'));
  }

  Array.from(document.querySelectorAll('.takes .take')).forEach(offer);
}());
