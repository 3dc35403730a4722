/* The answer in a model's words, sentence by sentence. Without this script the lesson's answer stands alone. ES2017. */
(function () {
  'use strict';
  const box = document.getElementById('reword');
  if (!box || !window.EventSource) { return; }
  const told = box.querySelector('.told');
  const stop = box.querySelector('button');
  const places = []; // of the lesson: one number each, however often it is named
  const source = new EventSource(box.getAttribute('data-url'));

  function end() {
    source.close();
    stop.hidden = true;
  }

  function link(found) {
    if (!found.url) { return; }
    if (places.indexOf(found.url) < 0) { places.push(found.url); }
    const mark = document.createElement('a');
    mark.href = found.url;
    mark.title = found.title;
    mark.textContent = '[' + (places.indexOf(found.url) + 1) + ']';
    mark.setAttribute('aria-label', mark.textContent + ' ' + found.title);
    told.appendChild(mark);
    told.appendChild(document.createTextNode(' '));
  }

  source.addEventListener('sentence', function (event) {
    const said = JSON.parse(event.data);
    told.appendChild(document.createTextNode(said.text + ' '));
    said.links.forEach(link);
    box.hidden = false;
  });
  function offer(button) {
    const place = document.createElement('a');
    place.className = 'b2';
    place.href = button.url;
    place.textContent = button.label;
    box.appendChild(place);
  }

  source.addEventListener('end', function (event) {
    const ended = JSON.parse(event.data);
    end();
    // Too little of it could be shown: half a thought helps nobody, and the lesson's answer is there.
    if (!ended.stands) { box.hidden = true; }
    ended.buttons.forEach(offer);
  });
  // Cut off: what has been checked stays; a page must not ask a second time.
  source.addEventListener('error', end);
  stop.addEventListener('click', end);
  window.addEventListener('pagehide', end);
}());
