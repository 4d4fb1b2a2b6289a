// Keeps the whole game on the player's device: it starts at once, plays offline after one visit, and is always of one release.
// README.md tells the life of a release.
//
// `cargo xtask export web` fills in the two constants and puts this in the place of Godot's own worker. That one
// keeps the large files only from the second visit on, and finds the page only under the very address "index.html":
// not under the folder's, and not with a question mark behind it.

const VERSION = "$VERSION"; // changes with any file
const FILES = $FILES; // [address, sha256 or null], the page first

// Other games may live on the same host, and other releases of this one in other folders.
const OURS = `shoot-the-creeps ${registration.scope} `;
const CACHE = OURS + VERSION;

const inScope = address => new URL(address, registration.scope).href;
const ADDRESSES = new Set(FILES.map(([address]) => inScope(address)));
const PAGE = inScope(FILES[0][0]);
/** Hosts call the page by any of these, and may redirect from one to another. */
const PAGE_NAMES = new Set(["", "index", "index.html"].map(inScope));
/** An entry that is written last: a cache without it is of an installation that did not come to its end. */
const COMPLETE = inScope("complete");

self.addEventListener("install", event => event.waitUntil(keepRelease()));

// All or nothing. It then waits until nobody plays the release before: no page changes its worker while it runs.
async function keepRelease() {
  if (await kept(COMPLETE)) return; // the host went back to a release that is still here
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  const keep = async ([address, integrity]) => cache.put(inScope(address), await download(address, integrity));
  try {
    await Promise.all(FILES.map(keep));
    await cache.put(COMPLETE, new Response());
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function download(address, integrity) {
  const fetchBy = cache => fetch(inScope(address), { integrity: integrity ?? "", cache });
  // The first visit has left files with a version in their address in the browser's own cache. It may have one that was not right.
  const answer = await fetchBy(address.includes("?") ? "default" : "no-cache").catch(() => fetchBy("reload"));
  if (!answer.ok) throw new Error(`${address}: the server says ${answer.status}`);
  // A host may add something to a page, its own script say: it is known by the version in it, not by its sum.
  if (!integrity && !(await answer.clone().text()).includes(VERSION)) throw new Error(`${address} is of another release`);
  // A copy that does not tell of redirects: browsers refuse to show a page that does.
  return new Response(answer.body, { headers: answer.headers });
}

self.addEventListener("activate", event => event.waitUntil(forgetOthers()));

async function forgetOthers() {
  const others = (await caches.keys()).filter(name => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(others.map(name => caches.delete(name)));
}

// A page of the release before that has loaded nothing yet asks for this one. Not while another page plays.
self.addEventListener("message", event => {
  const takeOver = async () => {
    const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const isAlone = windows.filter(({ url }) => url.startsWith(registration.scope)).length === 1;
    event.ports[0].postMessage(isAlone);
    if (isAlone) await self.skipWaiting();
  };
  if (event.data === "take over") event.waitUntil(takeOver());
});

// The page and its files come from what is kept, whatever the network says; all else is the browser's business.
self.addEventListener("fetch", event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isPage = request.mode === "navigate" && PAGE_NAMES.has(origin + pathname);
  if (request.method === "GET" && (isPage || ADDRESSES.has(request.url)))
    event.respondWith(kept(isPage ? PAGE : request.url).then(answer => answer ?? fetch(request)));
});

function kept(address) {
  return caches.match(address, { cacheName: CACHE });
}
