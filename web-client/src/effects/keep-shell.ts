import type { Store } from '../state/store'

const WORKER = './sw.js'

/** After so long the worker before has done what it was at when a new one came. */
const AT_REST_MS = 10_000

/**
 * Lets a service worker keep the page's shell. After an upgrade of the server the page is loaded
 * anew as soon as nobody looks at it: what was written is kept meanwhile.
 */
export function keepShell(store: Store): void {
  if (!('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  void serviceWorker.register(address()).then(
    (registration) => {
      let online = true
      store.subscribe(() => {
        const now = store.state().connection.status === 'online'
        if (now && !online) void registration.update().catch(() => undefined)
        online = now
      })
      const takeOver = (): void => registration.waiting?.postMessage('take over')
      registration.addEventListener('updatefound', () => setTimeout(takeOver, AT_REST_MS))
      document.addEventListener('visibilitychange', takeOver)
    },
    () => undefined,
  )
  // The first worker of all takes over without there being anything new.
  if (serviceWorker.controller !== null) serviceWorker.addEventListener('controllerchange', renew)
  // A part of the page that an upgrade has taken away.
  window.addEventListener('vite:preloadError', () => {
    location.reload()
  })
}

function renew(): void {
  const reload = (): void => {
    if (document.hidden) location.reload()
  }
  reload()
  document.addEventListener('visibilitychange', reload)
}

type Policies = {
  createPolicy: (name: string, rules: object) => { createScriptURL: (address: string) => string }
}

/** The policy of the page lets no other string become the address of code. */
function address(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  const policy = trustedTypes?.createPolicy('natter', { createScriptURL: () => WORKER })
  return policy?.createScriptURL(WORKER) ?? WORKER
}
