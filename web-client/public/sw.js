/**
 * Keeps the shell, so that the page opens without a network and says so itself. The page is asked
 * of the server first, always: what was kept is only for when that fails. Files in `assets/` carry
 * a digest of their content in their names, so a kept one is never an old one.
 *
 * The build puts the shell's files here, with which each build has a worker and a cache of its own.
 */
const SHELL = ['__SHELL__']
const CACHE = `natter ${SHELL.join(' ')}`
const PAGE = './'

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([PAGE, ...SHELL]))
      .then(() => self.skipWaiting()),
  )
})

/** A page asks once more: a worker that came while the one before was busy may be left waiting. */
self.addEventListener('message', () => self.skipWaiting())

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('natter ') && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  const folder = new URL(PAGE, self.location.href).pathname
  if (request.mode === 'navigate') {
    if (pathname !== folder && pathname !== `${folder}chat`) return
    event.respondWith(fetch(request).catch(() => kept(PAGE)))
  } else if (pathname.startsWith(`${folder}assets/`)) {
    event.respondWith(kept(request).catch(() => fetch(request)))
  }
})

/** What is in this build's cache; anything else is a fault. */
async function kept(request) {
  const cache = await caches.open(CACHE)
  const found = await cache.match(request, { ignoreVary: true })
  if (found === undefined) throw new Error('It is not kept.')
  return found
}
