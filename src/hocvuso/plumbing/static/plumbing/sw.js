/* The service worker: the frame and the pages seen stay readable without a link.
   A slow link is not no link: after two seconds the copy on the phone is shown. ES2017. */
'use strict';
const SHELL = [/*SHELL*/];
const FRAME = 'frame-' + SHELL.join('|').length + '-' + SHELL.map(function (name) { return name.slice(-20); }).join('');
const PAGES = 'pages-1';
const PICTURES = 'pictures-1';
const OFFLINE = '/mat-mang';
const PATIENCE_MS = 2000;
const MOST_PAGES = 120;
const MOST_PICTURES = 150;
// Pages that show somebody's data, take a decision or ask the next question are never kept on the phone: an old
// copy of them would be wrong.
const NEVER = /^\/(cb|day|quan-tri|api|luu|vao|khong-phai-toi|toi|to|dong-y|dau-vao|h|hoi|ngon-ngu|giao-dien|cuoc-thi|ping|health)(\/|$)/;
// Sending one of these may change whose phone this is: what the one before has read must not stay.
const CHANGES_HANDS = /^\/(khong-phai-toi|toi|luu\/ma|vao\/ma|dong-y)(\/|$)/;

self.addEventListener('install', function (event) {
  event.waitUntil(caches.open(FRAME).then(function (cache) {
    return cache.addAll(SHELL.concat([OFFLINE]));
  }).then(function () { return self.skipWaiting(); }));
});

self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name === FRAME || name === PAGES || name === PICTURES ? null : caches.delete(name);
    }));
  }).then(function () { return self.clients.claim(); }));
});

// The square on the wall of a class leads here with its digits; without a link the copy without digits takes them.
const SIGN_IN = /^\/lop\/[a-z0-9]+\/diem-danh$/;

function mayKeep(url) {
  return url.origin === self.location.origin && !NEVER.test(url.pathname) && !(url.search && SIGN_IN.test(url.pathname));
}

async function keep(request, response) {
  if (!response.ok || response.redirected || !mayKeep(new URL(request.url))) { return; }
  await put(PAGES, MOST_PAGES, request.url, response);
}

async function put(name, most, url, response) {
  const cache = await caches.open(name);
  await cache.put(url, response);
  const kept = await cache.keys();
  for (let i = 0; i < kept.length - most; i += 1) { await cache.delete(kept[i]); }
}

// The name of a picture changes with the picture: a copy of that name is right for ever.
function picture(url) {
  return caches.match(url).then(function (copy) {
    return copy || fetch(url).then(function (response) {
      return response.ok ? put(PICTURES, MOST_PICTURES, url, response.clone()).then(function () { return response; })
        : response;
    });
  });
}

async function page(event) {
  const cache = await caches.open(PAGES);
  const copy = await cache.match(event.request.url);
  const fresh = fetch(event.request).then(function (response) {
    event.waitUntil(keep(event.request, response.clone()));
    return response;
  });
  if (!copy) {
    try { return await fresh; } catch (lost) {
      return (await caches.match(OFFLINE)) || Response.error();
    }
  }
  const patience = new Promise(function (done) { setTimeout(function () { done(copy); }, PATIENCE_MS); });
  return Promise.race([fresh.catch(function () { return copy; }), patience]);
}

self.addEventListener('fetch', function (event) {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) { return; }
  if (request.method === 'POST' && CHANGES_HANDS.test(url.pathname)) { event.waitUntil(caches.delete(PAGES)); }
  if (request.method !== 'GET') { return; }
  if (request.mode === 'navigate') {
    event.respondWith(mayKeep(url) ? page(event) : fetch(request).catch(function () {
      const other = SIGN_IN.test(url.pathname) ? caches.match(url.origin + url.pathname) : Promise.resolve();
      return other.then(function (copy) { return copy || caches.match(OFFLINE); });
    }));
  } else if (url.pathname.indexOf('/hinh/') === 0) {
    event.respondWith(picture(url.href));
  } else if (url.pathname.indexOf('/static/') === 0) {
    event.respondWith(caches.match(request).then(function (copy) {
      return copy || fetch(request).then(function (response) {
        if (response.ok) {
          const again = response.clone();
          event.waitUntil(caches.open(FRAME).then(function (cache) { return cache.put(request, again); }));
        }
        return response;
      });
    }));
  }
});

// What a page needs beside its words, so that it also runs when it is first opened again without a link.
function parts(html) {
  const names = (html.match(/"\/static\/[^"]+\.(?:js|css)"/g) || []).map(function (name) { return name.slice(1, -1); });
  return caches.open(FRAME).then(function (cache) {
    return Promise.all(names.map(function (name) {
      return caches.match(name).then(function (copy) { return copy || cache.add(name); });
    }));
  });
}

// The page is kept last: what is kept can be used.
function ahead(url) {
  return fetch(url.href, { credentials: 'same-origin' }).then(function (response) {
    return response.clone().text().then(function (html) {
      // A page that waits for a tap before it shows its picture saves data: nothing is fetched for it.
      const found = html.indexOf('<details class="later">') < 0 && html.match(/"(\/hinh\/[^"]+)"/);
      return Promise.all([parts(html), found ? picture(new URL(found[1], url).href) : null]);
    }).catch(function () { return null; }).then(function () { return keep({ url: url.href }, response); });
  }).catch(function () { return null; });
}

self.addEventListener('message', function (event) {
  const wanted = (event.data && event.data.keep) || [];
  event.waitUntil(Promise.all(wanted.slice(0, 12).map(function (address) {
    const url = new URL(address, self.location.origin);
    if (!mayKeep(url)) { return null; }
    return caches.match(url.href).then(function (copy) { return copy ? null : ahead(url); });
  })));
});
