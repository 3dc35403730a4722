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
