/* Speak instead of typing, where the browser can write down speech. The maker of the browser may do that on his own
   computers; the page says so beside the button, and nothing is recorded by us. Without this, typing works. ES2017. */
(function () {
  'use strict';
  const Recogniser = window.SpeechRecognition || window.webkitSpeechRecognition;
  const boxes = document.querySelectorAll('[data-dictate]');
  if (!Recogniser || !window.isSecureContext) { return; }
  Array.prototype.forEach.call(boxes, function (box) {
    const field = document.getElementById(box.getAttribute('data-dictate'));
    const button = box.querySelector('button');
    const words = button.textContent;
    let hearing = null;
    if (!field) { return; }
    box.hidden = false;
    button.addEventListener('click', function () {
      if (hearing) { hearing.stop(); return; } // a second tap stops
      const before = field.value ? field.value.trim() + ' ' : '';
      hearing = new Recogniser();
      hearing.lang = 'vi-VN';
      hearing.interimResults = true;
      hearing.onresult = function (event) {
        let heard = '';
        for (let i = 0; i < event.results.length; i += 1) { heard += event.results[i][0].transcript; }
        field.value = (before + heard).slice(0, field.maxLength > 0 ? field.maxLength : undefined);
      };
      hearing.onerror = function () { box.querySelector('.err').hidden = false; };
      hearing.onend = function () {
        hearing = null;
        button.textContent = words;
        field.focus(); // what was heard is read over before it is sent
      };
      box.querySelector('.err').hidden = true;
      button.textContent = button.getAttribute('data-stop');
      hearing.start();
    });
  });
}());
