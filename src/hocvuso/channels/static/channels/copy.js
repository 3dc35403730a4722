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
  // The phone's own sheet of ways, where it has one: Zalo is among them. A picture goes along where the phone takes it;
  // it is fetched beforehand, because the sheet opens only while the tap is fresh.
  document.querySelectorAll('[data-share]').forEach(function (button) {
    if (!navigator.share) { return; }
    var field = document.getElementById(button.getAttribute('data-share'));
    var address = button.getAttribute('data-picture');
    var files = [];
    button.hidden = false;
    if (address && navigator.canShare && window.fetch) {
      fetch(address, { credentials: 'same-origin' }).then(function (answer) {
        return answer.ok ? answer.blob() : null;
      }).then(function (blob) {
        if (!blob || blob.type.indexOf('image/') !== 0) { return; }
        var picture = new File([blob], blob.type === 'image/png' ? 'hoc-vu-so.png' : 'hoc-vu-so.jpg', { type: blob.type });
        if (navigator.canShare({ files: [picture] })) { files = [picture]; }
      }).catch(function () { /* no link: the words go alone */ });
    }
    button.addEventListener('click', function () {
      var told = { text: field.value };
      if (files.length) { told.files = files; }
      navigator.share(told).catch(function () { /* closed without sharing */ });
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
