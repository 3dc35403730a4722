/* Beside a simulator that is being written: what the linter says, and the page anew when the file was saved. For authors
   only, on their own machine; no learner fetches it. */
(function () {
  'use strict';
  const box = document.getElementById('report'), seen = Number(box.getAttribute('data-seen'));
  const EVERY_MS = 500;
  let told = '';

  function make(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function list(title, rows, draw) {
    if (!rows.length) { return; }
    box.appendChild(make('h2', '', title));
    const made = make('ul', 'body', '');
    rows.forEach(function (row, place) { const line = make('li', '', ''); draw(line, row, place); made.appendChild(line); });
    box.appendChild(made);
  }

  function show(report) {
    box.textContent = '';
    box.appendChild(make('p', report.problems.length ? 'panel bad' : 'panel ok', report.verdict));
    list('Cần sửa', report.problems, function (line, row) {
      line.appendChild(make('b', '', row.at + ': '));
      line.appendChild(make('span', '', row.what));
      line.appendChild(make('div', 'small mute', row.expected));
    });
    list('Số liệu', report.facts, function (line, row) { line.textContent = row; });
    list('Biến thể', report.variants, function (line, row, place) {
      const link = make('a', '', row);
      link.href = '/?so=' + place;
      line.appendChild(link);
    });
    list('Đường ngắn nhất tới nguy hiểm', report.dangers, function (line, row) {
      line.appendChild(make('b', '', row.title));
      line.appendChild(make('div', 'small mute', row.way));
    });
  }

  function look() {
    fetch('/report').then(function (answer) { return answer.json(); }).then(function (report) {
      if (report.number !== seen) { location.reload(); return; }
      if (JSON.stringify(report) !== told) { told = JSON.stringify(report); show(report); }
      setTimeout(look, EVERY_MS);
    }).catch(function () { setTimeout(look, 2 * EVERY_MS); });
  }
  look();
}());
