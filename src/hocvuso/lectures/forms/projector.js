/* Turns the slides; without it they stand one below the other. ES2017. */
(function () {
  'use strict';
  const body = document.body;
  const slides = document.querySelectorAll('section');
  let at = Math.min(Math.max(Number(location.hash.slice(1)) - 1 || 0, 0), slides.length - 1);
  function show(next) {
    slides[at].classList.remove('now');
    at = Math.min(Math.max(next, 0), slides.length - 1);
    slides[at].classList.add('now');
    try { history.replaceState(null, '', '#' + (at + 1)); } catch (local) { /* opened from a disk: no address to change */ }
  }
  body.classList.add('turning');
  show(at);
  document.addEventListener('keydown', function (event) {
    const step = { ArrowRight: 1, PageDown: 1, ' ': 1, Enter: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (step) { event.preventDefault(); show(at + step); return; }
    if (event.key === 'Home') { show(0); }
    if (event.key === 'End') { show(slides.length - 1); }
    if (event.key === 'n' || event.key === 'N') { body.classList.toggle('noted'); }
    if ((event.key === 'f' || event.key === 'F') && body.requestFullscreen) {
      if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen(); }
    }
  });
  document.addEventListener('click', function (event) {
    if (event.target.closest('aside')) { return; }
    show(at + (event.clientX < window.innerWidth / 3 ? -1 : 1));
  });
}());
