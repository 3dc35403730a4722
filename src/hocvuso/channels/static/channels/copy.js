// Copies a ready text by one button. Without this script the text is a field that one holds to copy.
(function () {
  'use strict';
  function copied(button, field) {
    field.focus();
    field.select();
    var done = false;
    try { done = document.execCommand('copy'); } catch (problem) { done = false; }
    return done ? Promise.resolve() : navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject();
  }
  // The phone's own sheet of ways, where it has one: Zalo is among them.
  document.querySelectorAll('[data-share]').forEach(function (button) {
    if (!navigator.share) { return; }
    var field = document.getElementById(button.getAttribute('data-share'));
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.share({ text: field.value }).catch(function () { /* closed without sharing */ });
    });
  });
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    var field = document.getElementById(button.getAttribute('data-copy'));
    button.hidden = false;
    button.parentNode.querySelector('[data-plain]').hidden = true;
    button.addEventListener('click', function () {
      copied(button, field).then(function () {
        button.firstElementChild.textContent = button.getAttribute('data-done');
        button.setAttribute('role', 'status');
      }, function () { button.hidden = true; });
    });
  });
})();
