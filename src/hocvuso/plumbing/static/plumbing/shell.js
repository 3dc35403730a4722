/* The frame of every page: reads aloud with the phone's own voice, keeps pages readable without a link.
   Everything here is extra: each page works when this script does not run. ES2017. */
(function () {
  'use strict';
  document.documentElement.classList.add('js');

  // Read aloud: <button data-say="#id"> speaks the words of the elements it names.
  const voice = window.speechSynthesis;
  const buttons = document.querySelectorAll('[data-say]');
  for (let i = 0; i < buttons.length; i += 1) {
    if (!voice) { buttons[i].hidden = true; continue; }
    buttons[i].hidden = false;
    buttons[i].addEventListener('click', function () {
      const speaking = voice.speaking;
      voice.cancel();
      if (speaking) { return; } // a second tap stops
      const parts = document.querySelectorAll(this.getAttribute('data-say'));
      for (let j = 0; j < parts.length; j += 1) {
        const words = new SpeechSynthesisUtterance(parts[j].getAttribute('data-spoken') || parts[j].innerText);
        words.lang = 'vi-VN';
        words.rate = 0.9;
        voice.speak(words);
      }
    });
  }

  // What the browser knows of its link, for the pages that follow; without a link, what is read is on the phone.
  const link = navigator.connection;
  const said = link && (link.saveData ? 'save' : link.effectiveType);
  if (said) { document.cookie = 'hvs_link=' + said + ';path=/;samesite=lax' + (location.protocol === 'https:' ? ';secure' : ''); }
  const letters = document.querySelector('a[data-letters]');
  if (letters) {
    letters.addEventListener('click', function () {
      if (!navigator.onLine) { this.href = this.getAttribute('data-letters'); }
    });
  }

  // Print buttons, so that no page needs inline script.
  const prints = document.querySelectorAll('[data-print]');
  for (let i = 0; i < prints.length; i += 1) {
    prints[i].hidden = false;
    prints[i].addEventListener('click', function () { window.print(); });
  }

  if (document.body.getAttribute('data-secure') === '1' && navigator.serviceWorker) {
    window.addEventListener('load', function () {
      navigator.serviceWorker.register('/sw.js').then(function () {
        return navigator.serviceWorker.ready;
      }).then(function (registration) {
        // The next pages named by this one become readable without a link; this page too, unless the worker has
        // kept it while it loaded.
        const ahead = navigator.serviceWorker.controller ? [] : [location.pathname + location.search];
        const links = document.querySelectorAll('a[data-ahead]');
        for (let i = 0; i < links.length; i += 1) { ahead.push(links[i].getAttribute('href')); }
        if (registration.active) { registration.active.postMessage({ keep: ahead }); }
      }).catch(function () { /* no copy for later; the page itself is fine */ });
    });
  }
}());
