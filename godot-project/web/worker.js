// Keeps the whole game on the player's device, so that it plays offline after one visit.
//
// `cargo xtask export web` fills in the two constants and puts this in the place of Godot's own worker. That one
// keeps the large files only from the second visit on, and finds the page only under the very address "index.html":
// not under the folder's, and not with a question mark behind it.

const VERSION = "$VERSION"; // changes with any file
const FILES = $FILES; // [address, sha256 or null], the page first

// Other games may live on the same host, and other releases of this one in other folders.
const OURS = `shoot-the-creeps ${registration.scope} `;
const CACHE = OURS + VERSION;
const PAGE = new URL(FILES[0][0], registration.scope).href;
/** How long the network may take for the page before the kept one is shown, ms. */
const PATIENCE = 4000;

// All or nothing: what is kept is one release, checked. Files with a version in their address come from the browser's own cache,
// where the first visit has put them.
self.addEventListener("install", event => {
  const requests = FILES.map(([address, integrity]) =>
    new Request(address, { integrity: integrity ?? "", cache: address.includes("?") ? "default" : "no-cache" }));
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(requests)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", event => {
  const isOld = name => name.startsWith(OURS) && name !== CACHE;
  const old = names => names.filter(isOld).map(name => caches.delete(name));
  event.waitUntil(caches.keys().then(names => Promise.all(old(names))));
});

self.addEventListener("fetch", event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const isPage = request.mode === "navigate" && [PAGE, registration.scope].includes(origin + pathname);
  if (isPage || request.mode !== "navigate") event.respondWith(isPage ? page(request) : file(request));
});

// The page comes from the network where there is one: whoever made a new release sees it at once.
async function page(request) {
  const fromNetwork = fetch(request.url, { cache: "no-cache" });
  const tooLate = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  try {
    return await Promise.race([fromNetwork, tooLate]);
  } catch {
    return (await kept(PAGE)) ?? fromNetwork;
  }
}

// Everything else is of the release that its address names.
async function file(request) {
  return (await kept(request)) ?? fetch(request);
}

async function kept(request) {
  return (await caches.open(CACHE)).match(request);
}
