/* Sorts the wifi points by distance. The place of the phone never leaves it. */
(function () {
  'use strict';
  var box = document.getElementById('near');
  var list = document.getElementById('points');
  if (!box || !list || !navigator.geolocation || !window.fetch) return;
  box.hidden = false;
  var say = box.querySelector('[role=status]');

  function radians(degrees) {
    return (degrees * Math.PI) / 180;
  }

  function kilometres(a, b) {
    var up = Math.sin(radians(b[0] - a[0]) / 2);
    var side = Math.sin(radians(b[1] - a[1]) / 2);
    var half = up * up + Math.cos(radians(a[0])) * Math.cos(radians(b[0])) * side * side;
    return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(half)));
  }

  function words(km) {
    if (km < 1) return box.dataset.close.replace('{m}', String(Math.round(km * 20) * 50));
    return box.dataset.far.replace('{km}', km.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));
  }

  function sort(here, places) {
    var ways = {};
    places.forEach(function (each) {
      ways[each[0]] = kilometres(here, [each[1], each[2]]);
    });
    Array.from(list.children)
      .sort(function (one, other) {
        var a = ways[one.dataset.code];
        var b = ways[other.dataset.code];
        return (a === undefined ? Infinity : a) - (b === undefined ? Infinity : b);
      })
      .forEach(function (row) {
        var km = ways[row.dataset.code];
        if (km !== undefined) row.querySelector('[data-way]').textContent = words(km);
        list.appendChild(row);
      });
  }

  box.querySelector('button').addEventListener('click', function () {
    var refused = function () {
      say.textContent = box.dataset.refused;
    };
    navigator.geolocation.getCurrentPosition(
      function (found) {
        fetch(box.dataset.places)
          .then(function (answer) {
            return answer.json();
          })
          .then(function (told) {
            sort([found.coords.latitude, found.coords.longitude], told.places);
            say.textContent = '';
          })
          .catch(refused);
      },
      refused,
      { maximumAge: 600000, timeout: 15000 }
    );
  });
})();
